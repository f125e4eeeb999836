"""Seats that the facts leave out and that are public knowledge, and changes of ship that only names can tell.

The facts know several astronauts on one flight only, and have sixteen flights that began with a crew and three that
ended with one without anybody aboard.
"""

MISSING: dict[str, tuple[str, ...]] = {
    "Vostok-3": ("Andriyan Nikolayev",),
    "Vostok-4": ("Pavel Popovich",),
    "Apollo 10 CSM": ("Eugene Cernan",),
    "Apollo 17 CSM": ("Eugene Cernan",),
    "[Soyuz-18]": ("Vasily Lazarev", "Oleg Makarov"),
    "Soyuz-19": ("Alexei Leonov", "Valeri Kubasov"),
    "Apollo-Soyuz Test Project": ("Thomas Stafford",),
    "Soyuz-34": ("Vladimir Lyakhov", "Valery Ryumin"),
    "Columbia (STS-2)": ("Joseph Engle", "Richard Truly"),
    "Columbia (STS-5)": ("Vance Brand", "Robert Overmyer", "Joseph Allen", "William Lenoir"),
    "Challenger (STS-51-L)": (
        "Francis Scobee",
        "Michael Smith",
        "Judith Resnik",
        "Ellison Onizuka",
        "Ronald McNair",
        "Gregory Jarvis",
        "Christa McAuliffe",
    ),
    "Soyuz TM-5": ("Abdul Mohmand",),
    "Soyuz TM-7": ("Aleksandr Volkov", "Jean-Loup Chrétien", "Valeri Polyakov"),
    "Discovery (STS-70)": ("Nancy Currie",),
    "Soyuz TM-22": ("Sergei Avdeyev",),
    "Columbia (STS-83)": (
        "James Halsell",
        "Susan Kilrain",
        "Janice Voss",
        "Michael Gernhardt",
        "Donald Thomas",
        "Roger Crouch",
        "Gregory Linteris",
    ),
    "Atlantis (STS-84)": (
        "Charles Precourt",
        "Eileen Collins",
        "Jean-François Clervoy",
        "Carlos Noriega",
        "Edward Lu",
        "Yelena Kondakova",
        "Michael Foale",
        "Jerry Linenger",
    ),
    "Columbia (STS-90)": (
        "Richard Searfoss",
        "Scott Altman",
        "Richard Linnehan",
        "Kathryn Hire",
        "Dafydd Williams",
        "James Pawelczyk",
        "Jay Buckey",
    ),
    "Soyuz TM-28": ("Sergei Avdeyev",),
    "Endeavour (STS-88)": ("Nancy Currie",),
    "Soyuz TM-29": ("Sergei Avdeyev",),
    "Columbia (STS-109)": ("Nancy Currie",),
    "Endeavour (STS-130)": ("Robert Behnken",),
    "Soyuz TMA-14M": ("Aleksandr Samokutyayev",),
    "Soyuz TMA-16M": ("Mikhail Korniyenko",),
    "Soyuz TMA-18M": ("Mikhail Korniyenko",),
    "Soyuz MS-02": ("Robert Kimbrough",),
    "Soyuz MS-03": ("Oleg Novitskiy", "Thomas Pesquet", "Peggy Whitson"),
    "Soyuz MS-10": ("Aleksey Ovchinin", "Nick Hague"),
    "Dragon Endeavour (SpX DM-2)": ("Robert Behnken",),
    "Soyuz MS-18": ("Oleg Novitskiy",),
    "Dragon Endeavour (Crew-2)": ("Robert Kimbrough",),
    "Unity 21": ("David Mackay",),
    "Unity 22": (
        "David Mackay",
        "Michael Masucci",
        "Richard Branson",
        "Beth Moses",
        "Colin Bennett",
        "Sirisha Bandla",
    ),
    "Shenzhou 13": ("Zhai Zhigang", "Wang Yaping", "Ye Guangfu"),
    "Soyuz MS-23": ("Sergey Prokopyev", "Dmitry Petelin", "Francisco Rubio"),
    "Unity 25": ("Michael Masucci", "Beth Moses", "Luke Mays", "Jamila Gilbert", "Christopher Huie"),
    "Galactic 01": ("Michael Masucci", "Nicola Pecile", "Angelo Landolfi", "Pantaleone Carlucci", "Colin Bennett"),
    "Galactic 02": ("Kelly Latimer", "Beth Moses", "Jon Goodwin", "Keisha Schahaff", "Anastatia Mayers"),
    "Galactic 04": ("Kelly Latimer", "Beth Moses", "Ron Rosano", "Trevor Beattie", "Namira Salim"),
    "Soyuz MS-24": ("Oleg Novitskiy", "Marina Vasilevskaya"),
    "Soyuz MS-25": ("Oleg Novitskiy",),
    "Calypso": ("Barry Wilmore", "Sunita Williams"),
    "Shenzhou 21": ("Chen Dong", "Chen Zhongrui", "Wang Jie"),
    "Shenzhou 22": ("Zhang Lu", "Wu Fei", "Zhang Hongzhang"),
}
"""Mission → astronauts, by their names in the facts and in `newcomers`."""

CHANGES_OF_SHIP: dict[tuple[str, str], tuple[str, ...]] = {
    ("Soyuz TM-6", "Soyuz TM-5"): ("Abdul Mohmand",),
    ("Soyuz MS-25", "Soyuz MS-24"): ("Oleg Novitskiy", "Marina Vasilevskaya"),
    ("Shenzhou 20", "Shenzhou 21"): ("Chen Dong", "Chen Zhongrui", "Wang Jie"),
    ("Shenzhou 21", "Shenzhou 22"): ("Zhang Lu", "Wu Fei", "Zhang Hongzhang"),
}
"""Mission up and mission down → who made the change, where no reported time in space tells. Soyuz TM-5 and MS-24 took
down whom Soyuz TM-6 and MS-25 had taken up. Shenzhou 20 was damaged in orbit and came down empty: its crew took the
next crew's ship, and Shenzhou 22 went up empty for that crew.
"""
