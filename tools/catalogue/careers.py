"""The status of astronauts whose date of birth or death the catalogue does not have, or who flew recently.

From general knowledge, not copied from a document. NASA's "Astronaut Fact Book" and the astronaut's `wiki` can confirm
it. Only certain cases are listed; all others get the status that `standing` gives.
"""

DEAD = frozenset(
    (
        *("Yevgeny Khrunov", "Georgy Shonin", "Nikolay Rukavishnikov", "Anatoly Levchenko", "Gennadi Strekalov"),
        *("Valeri Polyakov", "Ronald Evans", "Paul Weitz", "Donald Williams", "John Lounge", "George Low"),
        *("Ronald Parise", "Samuel Durrance", "Millie Hughes-Fulford", "Charles Brady", "Michael Clifford"),
        *("Richard Searfoss",),
    )
)
"""People who have died, on a day that is not certain enough."""

LEFT = frozenset(
    (
        # last flew before 1996
        *("Anthony England", "James Bagian", "David Leestma", "Loren Shriver", "David Hilmers", "Bruce Melnick"),
        *("Richard Hieb", "Pierre Thuot", "Sidney Gutierrez", "Kenneth Reightler", "Ellen Baker", "Bernard Harris"),
        *("Kathryn Thornton", "Kenneth Cameron"),
        # 1996 to 2000
        *("Terence Henricks", "John Casper", "Andrew Allen", "Maurizio Cheli", "Thomas Akers", "William Readdy"),
        *("Ronald Sega", "Jerome Apt", "Mario Runco", "Kevin Chilton", "Michael Baker", "Donald Thomas"),
        *("Susan Kilrain", "Winston Scott", "Gregory Harbaugh", "Nancy Davis", "Mark Lee", "Robert Cabana"),
        *("Tamara Jernigan", "James Halsell", "Mary Weber", "Peter Wisoff", "Brian Duffy", "Terrence Wilcutt"),
        *("Carlos Noriega",),
        # 2001 to 2005
        *("Marsha Ivins", "Carl Walz", "Kent Rominger", "Scott Horowitz", "Thomas Jones", "Michael Gernhardt"),
        *("Daniel Bursch", "Janet Kavandi", "Daniel Barry", "Paul Richards", "Linda Godwin", "Kenneth Cockrell"),
        *("Jeffrey Ashby", "Duane Carey", "James Newman", "Stephen Smith", "Michael Bloomfield", "Lee Morin"),
        *("Nancy Currie", "Philippe Perrin", "Paul Lockhart", "John Herrington", "James Kelly", "Charles Camarda"),
        # 2006 to 2009
        *("Joseph Tanner", "Robert Curbeam", "Lisa Nowak", "Joan Higginbotham", "William Oefelein", "Brent Jett"),
        *("James Reilly", "Dominic Gorie", "Stephen Frick", "Heidemarie Stefanyshyn-Piper"),
        *("Scott Altman", "Mark Polansky", "Lee Archambault", "John Phillips", "John Olivas"),
        *("José M. Hernández", "Charles Hobaugh", "Gregory C. Johnson", "Michael Foreman", "Robert Satcher"),
        # 2010 and 2011
        *("Stephen Robinson", "Nicholas Patrick", "George Zamka", "Kenneth Ham", "Dominic Antonelli"),
        *("Dorothy Metcalf-Lindenburger", "James Dutton", "Dmitri Kondratyev"),
        *("Steven Lindsey", "Michael Fossum", "Ronald Garan", "Daniel Burbank", "Rex Walheim", "Christopher Ferguson"),
        *("Gregory H. Johnson",),
        # later
        *("Chris Hadfield", "Roman Romanenko", "Karen Nyberg", "Richard Mastracchio"),
        *("Steven Swanson", "Terry Virts", "Maksim Surayev", "Aleksandr Samokutyayev", "Yelena Serova", "Scott Kelly"),
        *("Timothy Kopra", "Yuri Malenchenko", "Gennady Padalka", "Sergey Volkov", "Mikhail Korniyenko"),
        *("Jeffrey Williams", "Paolo Nespoli", "Fyodor Yurchikhin", "Sergey Ryazansky", "Jack Fischer"),
        *("Andrew Feustel", "Douglas Hurley", "Robert Behnken", "Christopher Cassidy", "Michael Hopkins"),
        *("Thomas Marshburn", "Megan McArthur", "Soichi Noguchi", "Oleg Skripochka", "Barry Wilmore"),
    )
)
"""Former astronauts who were living, as far as was known in the autumn of 2025."""

IN_SERVICE = frozenset(
    (
        *("Reid Wiseman", "Christina Koch", "Victor Glover", "Jeremy Hansen"),
        *("Zhang Lu", "Wu Fei", "Zhang Hongzhang"),
    )
)
"""People who landed in the last ten weeks before the catalogue's date: Artemis II, Shenzhou 21."""
