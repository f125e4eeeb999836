"""What is known: the models, the figures derived from them, and the catalogue that ships in the box. Knows no other
room.
"""
