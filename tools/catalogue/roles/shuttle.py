"""Commanders, pilots and payload specialists of the Space Shuttle. Others of its crews were mission specialists.

Members of station crews who were launched in it have no role, because sources disagree on its name.
"""

from .positions import COMMANDER, MISSION_SPECIALIST, PAYLOAD_SPECIALIST, PILOT, Positions, named, rows

TABLE = """
Columbia (STS-1)|John Young|Robert Crippen|
Columbia (STS-2)|Joseph Engle|Richard Truly|
Columbia (STS-3)|Jack Lousma|Charles Fullerton|
Columbia (STS-4)|Ken Mattingly|Henry Hartsfield|
Columbia (STS-5)|Vance Brand|Robert Overmyer|
Challenger (STS-6)|Paul Weitz|Karol Bobko|
Challenger (STS-7)|Robert Crippen|Frederick Hauck|
Challenger (STS-8)|Richard Truly|Daniel Brandenstein|
Columbia (STS-9)|John Young|Brewster Shaw|Byron Lichtenberg, Ulf Merbold
Challenger (STS-41-B)|Vance Brand|Robert Gibson|
Challenger (STS-41-C)|Robert Crippen|Francis Scobee|
Discovery (STS-41-D)|Henry Hartsfield|Michael Coats|Charles Walker
Challenger (STS-41-G)|Robert Crippen|Jon McBride|Marc Garneau, Paul Scully-Power
Discovery (STS-51-A)|Frederick Hauck|David Walker|
Discovery (STS-51-C)|Ken Mattingly|Loren Shriver|Gary Payton
Discovery (STS-51-D)|Karol Bobko|Donald Williams|Charles Walker, Edwin Garn
Challenger (STS-51-B)|Robert Overmyer|Frederick Gregory|Lodewijk van den Berg, Taylor Wang
Discovery (STS-51-G)|Daniel Brandenstein|John Creighton|Patrick Baudry, Sultan Al-Saud
Challenger (STS-51-F)|Charles Fullerton|Roy Bridges|Loren Acton, John Bartoe
Discovery (STS-51-I)|Joseph Engle|Richard Covey|
Atlantis (STS-51-J)|Karol Bobko|Ronald Grabe|William Pailes
Challenger (STS-61-A)|Henry Hartsfield|Steven Nagel|Reinhard Furrer, Ernst Messerschmid, Wubbo Ockels
Atlantis (STS-61-B)|Brewster Shaw|Bryan O'Connor|Charles Walker, Rodolfo Neri Vela
Columbia (STS-61-C)|Robert Gibson|Charles Bolden|Robert Cenker, Bill Nelson
Challenger (STS-51-L)|Francis Scobee|Michael Smith|Gregory Jarvis, Christa McAuliffe
Discovery (STS-26R)|Frederick Hauck|Richard Covey|
Atlantis (STS-27)|Robert Gibson|Guy Gardner|
Discovery (STS-29)|Michael Coats|John Blaha|
Atlantis (STS-30)|David Walker|Ronald Grabe|
Columbia (STS-28R)|Brewster Shaw|Richard Richards|
Atlantis (STS-34)|Donald Williams|Michael McCulley|
Discovery (STS-33R)|Frederick Gregory|John Blaha|
Columbia (STS-32)|Daniel Brandenstein|James Wetherbee|
Atlantis (STS-36)|John Creighton|John Casper|
Discovery (STS-31)|Loren Shriver|Charles Bolden|
Discovery (STS-41)|Richard Richards|Robert Cabana|
Atlantis (STS-38)|Richard Covey|Frank Culbertson|
Columbia (STS-35)|Vance Brand|Guy Gardner|Samuel Durrance, Ronald Parise
Atlantis (STS-37)|Steven Nagel|Kenneth Cameron|
Discovery (STS-39)|Michael Coats|Lloyd Hammond|
Columbia (STS-40)|Bryan O'Connor|Sidney Gutierrez|Francis Gaffney, Millie Hughes-Fulford
Atlantis (STS-43)|John Blaha|Michael Baker|
Discovery (STS-48)|John Creighton|Kenneth Reightler|
Atlantis (STS-44)|Frederick Gregory|Terence Henricks|Thomas Hennen
Discovery (STS-42)|Ronald Grabe|Stephen Oswald|Roberta Bondar, Ulf Merbold
Atlantis (STS-45)|Charles Bolden|Brian Duffy|Byron Lichtenberg, Dirk Frimout
Endeavour (STS-49)|Daniel Brandenstein|Kevin Chilton|
Columbia (STS-50)|Richard Richards|Kenneth Bowersox|Lawrence DeLucas, Eugene Trinh
Atlantis (STS-46)|Loren Shriver|Andrew Allen|Franco Malerba
Endeavour (STS-47)|Robert Gibson|Curtis Brown|Mamoru Mohri
Columbia (STS-52)|James Wetherbee|Michael Baker|Steven MacLean
Discovery (STS-53)|David Walker|Robert Cabana|
Endeavour (STS-54)|John Casper|Donald McMonagle|
Discovery (STS-56)|Kenneth Cameron|Stephen Oswald|
Columbia (STS-55)|Steven Nagel|Terence Henricks|Ulrich Walter, Hans Schlegel
Endeavour (STS-57)|Ronald Grabe|Brian Duffy|
Discovery (STS-51)|Frank Culbertson|William Readdy|
Columbia (STS-58)|John Blaha|Richard Searfoss|Martin Fettman
Endeavour (STS-61)|Richard Covey|Kenneth Bowersox|
Discovery (STS-60)|Charles Bolden|Kenneth Reightler|
Columbia (STS-62)|John Casper|Andrew Allen|
Endeavour (STS-59)|Sidney Gutierrez|Kevin Chilton|
Columbia (STS-65)|Robert Cabana|James Halsell|Chiaki Mukai
Discovery (STS-64)|Richard Richards|Lloyd Hammond|
Endeavour (STS-68)|Michael Baker|Terrence Wilcutt|
Atlantis (STS-66)|Donald McMonagle|Curtis Brown|
Discovery (STS-63)|James Wetherbee|Eileen Collins|
Endeavour (STS-67)|Stephen Oswald|William Gregory|Samuel Durrance, Ronald Parise
Atlantis (STS-71)|Robert Gibson|Charles Precourt|
Discovery (STS-70)|Terence Henricks|Kevin Kregel|
Endeavour (STS-69)|David Walker|Kenneth Cockrell|
Columbia (STS-73)|Kenneth Bowersox|Kent Rominger|Frederick Leslie, Albert Sacco
Atlantis (STS-74)|Kenneth Cameron|James Halsell|
Endeavour (STS-72)|Brian Duffy|Brent Jett|
Columbia (STS-75)|Andrew Allen|Scott Horowitz|Umberto Guidoni
Atlantis (STS-76)|Kevin Chilton|Richard Searfoss|
Endeavour (STS-77)|John Casper|Curtis Brown|
Columbia (STS-78)|Terence Henricks|Kevin Kregel|Jean-Jacques Favier, Robert Thirsk
Atlantis (STS-79)|William Readdy|Terrence Wilcutt|
Columbia (STS-80)|Kenneth Cockrell|Kent Rominger|
Atlantis (STS-81)|Michael Baker|Brent Jett|
Discovery (STS-82)|Kenneth Bowersox|Scott Horowitz|
Columbia (STS-83)|James Halsell|Susan Kilrain|Roger Crouch, Gregory Linteris
Atlantis (STS-84)|Charles Precourt|Eileen Collins|
Columbia (STS-94)|James Halsell|Susan Kilrain|Roger Crouch, Gregory Linteris
Discovery (STS-85)|Curtis Brown|Kent Rominger|Bjarni Tryggvason
Atlantis (STS-86)|James Wetherbee|Michael Bloomfield|
Columbia (STS-87)|Kevin Kregel|Steven Lindsey|Leonid Kadeniuk
Endeavour (STS-89)|Terrence Wilcutt|Joe Edwards|
Columbia (STS-90)|Richard Searfoss|Scott Altman|Jay Buckey, James Pawelczyk
Discovery (STS-91)|Charles Precourt|Dominic Gorie|
Discovery (STS-95)|Curtis Brown|Steven Lindsey|John Glenn, Chiaki Mukai
Endeavour (STS-88)|Robert Cabana|Frederick Sturckow|
Discovery (STS-96)|Kent Rominger|Rick Husband|
Columbia (STS-93)|Eileen Collins|Jeffrey Ashby|
Discovery (STS-103)|Curtis Brown|Scott Kelly|
Endeavour (STS-99)|Kevin Kregel|Dominic Gorie|
Atlantis (STS-101)|James Halsell|Scott Horowitz|
Atlantis (STS-106)|Terrence Wilcutt|Scott Altman|
Discovery (STS-92)|Brian Duffy|Pamela Melroy|
Endeavour (STS-97)|Brent Jett|Michael Bloomfield|
Atlantis (STS-98)|Kenneth Cockrell|Mark Polansky|
Discovery (STS-102)|James Wetherbee|James Kelly|
Endeavour (STS-100)|Kent Rominger|Jeffrey Ashby|
Atlantis (STS-104)|Steven Lindsey|Charles Hobaugh|
Discovery (STS-105)|Scott Horowitz|Frederick Sturckow|
Endeavour (STS-108)|Dominic Gorie|Mark Kelly|
Columbia (STS-109)|Scott Altman|Duane Carey|
Atlantis (STS-110)|Michael Bloomfield|Stephen Frick|
Endeavour (STS-111)|Kenneth Cockrell|Paul Lockhart|
Atlantis (STS-112)|Jeffrey Ashby|Pamela Melroy|
Endeavour (STS-113)|James Wetherbee|Paul Lockhart|
Columbia (STS-107)|Rick Husband|William McCool|Ilan Ramon
Discovery (STS-114)|Eileen Collins|James Kelly|
Discovery (STS-121)|Steven Lindsey|Mark Kelly|
Atlantis (STS-115)|Brent Jett|Christopher Ferguson|
Discovery (STS-116)|Mark Polansky|William Oefelein|
Atlantis  (STS-117)|Frederick Sturckow|Lee Archambault|
Endeavour (STS-118)|Scott Kelly|Charles Hobaugh|
Discovery (STS-120)|Pamela Melroy|George Zamka|
Atlantis (STS-122)|Stephen Frick|Alan Poindexter|
Endeavour (STS-123)|Dominic Gorie|Gregory H. Johnson|
Discovery (STS-124)|Mark Kelly|Kenneth Ham|
Endeavour (STS-126)|Christopher Ferguson|Eric Boe|
Discovery (STS-119)|Lee Archambault|Dominic Antonelli|
Atlantis (STS-125)|Scott Altman|Gregory C. Johnson|
Endeavour (STS-127)|Mark Polansky|Douglas Hurley|
Discovery (STS-128)|Frederick Sturckow|Kevin Ford|
Atlantis (STS-129)|Charles Hobaugh|Barry Wilmore|
Endeavour (STS-130)|George Zamka|Terry Virts|
Discovery (STS-131)|Alan Poindexter|James Dutton|
Atlantis (STS-132)|Kenneth Ham|Dominic Antonelli|
Discovery (STS-133)|Steven Lindsey|Eric Boe|
Endeavour (STS-134)|Mark Kelly|Gregory H. Johnson|
Atlantis (STS-135)|Christopher Ferguson|Douglas Hurley|
"""
"""Mission, commander, pilot, payload specialists."""

SHUTTLE = {
    mission: Positions(
        named({COMMANDER: commander, PILOT: pilot, PAYLOAD_SPECIALIST: specialists}),
        rest=MISSION_SPECIALIST,
    )
    for mission, commander, pilot, specialists in rows(TABLE)
}
