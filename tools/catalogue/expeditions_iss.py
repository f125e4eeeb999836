"""The expeditions aboard the International Space Station, 1 to 74, and their members.

An expedition ends, and the next begins, when the ship of the departing members undocks; twice it was at a docking.
Visitors between handovers belong to none. From general knowledge, not copied from a document. NASA's pages can confirm
it (https://www.nasa.gov/international-space-station/space-station-expeditions/).
"""

from itertools import pairwise

from .commanders import positions
from .expeditions import Crew, Departure, Docking, Expedition, LogReference

STATION = 4
OPENING = Docking("Soyuz TM-31")
SHUTTLES = ("Discovery (STS-102)", "Discovery (STS-105)", "Endeavour (STS-108)", "Endeavour (STS-111)")
ENDS: tuple[LogReference, ...] = (
    *map(Departure, SHUTTLES),
    Departure("Endeavour (STS-113)"),
    *(Departure(f"Soyuz TMA-{number}") for number in range(1, 14)),
    Docking("Soyuz TMA-15"),
    *(Departure(f"Soyuz TMA-{number}") for number in range(14, 20)),
    *(Departure(f"Soyuz TMA-{number}") for number in ("01M", "20", "21", "02M", "22")),
    *(Departure(f"Soyuz TMA-{number:02}M") for number in range(3, 21)),
    *(Departure(f"Soyuz MS-{number:02}") for number in range(1, 10)),
    Docking("Soyuz MS-12"),
    *(Departure(f"Soyuz MS-{number}") for number in (11, 12, 13, *range(15, 20), *range(21, 28))),
)
"""The docking or departure that ended each expedition, in order."""

RESIDENTS = (
    # mission, first and last expedition, people who arrived with it and were members of all of these
    ("Soyuz TM-31", 1, 1, "William Shepherd, Yuri Gidzenko, Sergei Krikalev"),
    ("Discovery (STS-102)", 2, 2, "Yury Usachov, Susan Helms, James Voss"),
    ("Discovery (STS-105)", 3, 3, "Frank Culbertson, Vladimir Dezhurov, Mikhail Tyurin"),
    ("Endeavour (STS-108)", 4, 4, "Yury Onufriyenko, Daniel Bursch, Carl Walz"),
    ("Endeavour (STS-111)", 5, 5, "Valery Korzun, Peggy Whitson, Sergei Treshchov"),
    ("Endeavour (STS-113)", 6, 6, "Kenneth Bowersox, Nikolai Budarin, Donald Pettit"),
    ("Soyuz TMA-2", 7, 7, "Yuri Malenchenko, Edward Lu"),
    ("Soyuz TMA-3", 8, 8, "Michael Foale, Aleksandr Kaleri"),
    ("Soyuz TMA-4", 9, 9, "Gennady Padalka, Edward Fincke"),
    ("Soyuz TMA-5", 10, 10, "Leroy Chiao, Salizhan Sharipov"),
    ("Soyuz TMA-6", 11, 11, "Sergei Krikalev, John Phillips"),
    ("Soyuz TMA-7", 12, 12, "William McArthur, Valeri Tokarev"),
    ("Soyuz TMA-8", 13, 13, "Pavel Vinogradov, Jeffrey Williams"),
    ("Discovery (STS-121)", 13, 14, "Thomas Reiter"),
    ("Soyuz TMA-9", 14, 14, "Michael López-Alegría, Mikhail Tyurin"),
    ("Discovery (STS-116)", 14, 15, "Sunita Williams"),
    ("Soyuz TMA-10", 15, 15, "Fyodor Yurchikhin, Oleg Kotov"),
    ("Atlantis  (STS-117)", 15, 16, "Clayton Anderson"),
    ("Soyuz TMA-11", 16, 16, "Peggy Whitson, Yuri Malenchenko"),
    ("Discovery (STS-120)", 16, 16, "Daniel Tani"),
    ("Atlantis (STS-122)", 16, 16, "Léopold Eyharts"),
    ("Endeavour (STS-123)", 16, 17, "Garrett Reisman"),
    ("Soyuz TMA-12", 17, 17, "Sergey Volkov, Oleg Kononenko"),
    ("Discovery (STS-124)", 17, 18, "Gregory Chamitoff"),
    ("Soyuz TMA-13", 18, 18, "Edward Fincke, Yury Lonchakov"),
    ("Endeavour (STS-126)", 18, 18, "Sandra Magnus"),
    ("Discovery (STS-119)", 18, 20, "Koichi Wakata"),
    ("Soyuz TMA-14", 19, 20, "Gennady Padalka, Michael Barratt"),
    ("Soyuz TMA-15", 20, 21, "Frank De Winne, Robert Thirsk, Roman Romanenko"),
    ("Endeavour (STS-127)", 20, 20, "Timothy Kopra"),
    ("Discovery (STS-128)", 20, 21, "Nicole Stott"),
    ("Soyuz TMA-16", 21, 22, "Jeffrey Williams, Maksim Surayev"),
    ("Soyuz TMA-17", 22, 23, "Oleg Kotov, Soichi Noguchi, Timothy Creamer"),
    ("Soyuz TMA-18", 23, 24, "Aleksandr Skvortsov, Mikhail Korniyenko, Tracy Caldwell Dyson"),
    ("Soyuz TMA-19", 24, 25, "Douglas Wheelock, Fyodor Yurchikhin, Shannon Walker"),
    ("Soyuz TMA-01M", 25, 26, "Aleksandr Kaleri, Oleg Skripochka, Scott Kelly"),
    ("Soyuz TMA-20", 26, 27, "Catherine Coleman, Dmitri Kondratyev, Paolo Nespoli"),
    ("Soyuz TMA-21", 27, 28, "Aleksandr Samokutyayev, Andrei Borisenko, Ronald Garan"),
    ("Soyuz TMA-02M", 28, 29, "Michael Fossum, Satoshi Furukawa, Sergey Volkov"),
    ("Soyuz TMA-22", 29, 30, "Anatoli Ivanishin, Anton Shkaplerov, Daniel Burbank"),
    ("Soyuz TMA-03M", 30, 31, "André Kuipers, Donald Pettit, Oleg Kononenko"),
    ("Soyuz TMA-04M", 31, 32, "Gennady Padalka, Joseph Acaba, Sergei Revin"),
    ("Soyuz TMA-05M", 32, 33, "Akihiko Hoshide, Sunita Williams, Yuri Malenchenko"),
    ("Soyuz TMA-06M", 33, 34, "Evgeny Tarelkin, Kevin Ford, Oleg Novitskiy"),
    ("Soyuz TMA-07M", 34, 35, "Chris Hadfield, Roman Romanenko, Thomas Marshburn"),
    ("Soyuz TMA-08M", 35, 36, "Alexander Misurkin, Christopher Cassidy, Pavel Vinogradov"),
    ("Soyuz TMA-09M", 36, 37, "Fyodor Yurchikhin, Karen Nyberg, Luca Parmitano"),
    ("Soyuz TMA-10M", 37, 38, "Michael Hopkins, Oleg Kotov, Sergey Ryazansky"),
    ("Soyuz TMA-11M", 38, 39, "Koichi Wakata, Mikhail Tyurin, Richard Mastracchio"),
    ("Soyuz TMA-12M", 39, 40, "Aleksandr Skvortsov, Oleg Artemyev, Steven Swanson"),
    ("Soyuz TMA-13M", 40, 41, "Alexander Gerst, Maksim Surayev, Reid Wiseman"),
    ("Soyuz TMA-14M", 41, 42, "Aleksandr Samokutyayev, Barry Wilmore, Yelena Serova"),
    ("Soyuz TMA-15M", 42, 43, "Anton Shkaplerov, Samantha Cristoforetti, Terry Virts"),
    ("Soyuz TMA-16M", 43, 44, "Gennady Padalka"),
    ("Soyuz TMA-16M", 43, 46, "Scott Kelly, Mikhail Korniyenko"),
    ("Soyuz TMA-17M", 44, 45, "Kimiya Yui, Kjell N. Lindgren, Oleg Kononenko"),
    ("Soyuz TMA-18M", 45, 46, "Sergey Volkov"),
    ("Soyuz TMA-19M", 46, 47, "Tim Peake, Timothy Kopra, Yuri Malenchenko"),
    ("Soyuz TMA-20M", 47, 48, "Aleksey Ovchinin, Jeffrey Williams, Oleg Skripochka"),
    ("Soyuz MS-01", 48, 49, "Anatoli Ivanishin, Kathleen Rubins, Takuya Onishi"),
    ("Soyuz MS-02", 49, 50, "Andrei Borisenko, Robert Kimbrough, Sergey Nikolayevich Ryzhikov"),
    ("Soyuz MS-03", 50, 51, "Oleg Novitskiy, Thomas Pesquet"),
    ("Soyuz MS-03", 50, 52, "Peggy Whitson"),
    ("Soyuz MS-04", 51, 52, "Fyodor Yurchikhin, Jack Fischer"),
    ("Soyuz MS-05", 52, 53, "Paolo Nespoli, Randolph Bresnik, Sergey Ryazansky"),
    ("Soyuz MS-06", 53, 54, "Alexander Misurkin, Joseph Acaba, Mark Vande Hei"),
    ("Soyuz MS-07", 54, 55, "Anton Shkaplerov, Norishige Kanai, Scott D. Tingle"),
    ("Soyuz MS-08", 55, 56, "Andrew Feustel, Oleg Artemyev, Richard Arnold"),
    ("Soyuz MS-09", 56, 57, "Alexander Gerst, Serena Auñón-Chancellor, Sergey Prokopyev"),
    ("Soyuz MS-11", 57, 59, "Anne McClain, David Saint-Jacques, Oleg Kononenko"),
    ("Soyuz MS-12", 59, 60, "Aleksey Ovchinin, Nick Hague"),
    ("Soyuz MS-12", 59, 61, "Christina Koch"),
    ("Soyuz MS-13", 60, 61, "Aleksandr Skvortsov, Luca Parmitano"),
    ("Soyuz MS-13", 60, 62, "Andrew R. Morgan"),
    ("Soyuz MS-15", 61, 62, "Oleg Skripochka, Jessica Meir"),
    ("Soyuz MS-16", 62, 63, "Anatoli Ivanishin, Christopher Cassidy, Ivan Vagner"),
    ("Dragon Endeavour (SpX DM-2)", 63, 63, "Douglas Hurley, Robert Behnken"),
    ("Soyuz MS-17", 63, 64, "Kathleen Rubins, Sergey Kud-Sverchkov, Sergey Nikolayevich Ryzhikov"),
    ("Dragon Resilience (Crew-1)", 64, 65, "Michael Hopkins, Shannon Walker, Soichi Noguchi, Victor Glover"),
    ("Soyuz MS-18", 64, 65, "Oleg Novitskiy"),
    ("Soyuz MS-18", 64, 66, "Pyotr Dubrov, Mark Vande Hei"),
    ("Dragon Endeavour (Crew-2)", 65, 66, "Akihiko Hoshide, Megan McArthur, Robert Kimbrough, Thomas Pesquet"),
    ("Soyuz MS-19", 65, 66, "Anton Shkaplerov"),
    ("Dragon Endurance (Crew-3)", 66, 67, "Kayla Barron, Matthias Maurer, Raja Chari, Thomas Marshburn"),
    ("Soyuz MS-21", 66, 67, "Denis Matveev, Oleg Artemyev, Sergey Korsakov"),
    ("Dragon Freedom (Crew-4)", 67, 68, "Jessica Watkins, Kjell N. Lindgren, Robert Hines, Samantha Cristoforetti"),
    ("Soyuz MS-22", 67, 69, "Dmitry Petelin, Francisco Rubio, Sergey Prokopyev"),
    ("Dragon Endurance (Crew-5)", 68, 68, "Anna Kikina, Josh A. Cassada, Koichi Wakata, Nicole Aunapu Mann"),
    ("Dragon Endeavour (Crew-6)", 68, 69, "Andrey Fedyaev, Stephen Bowen, Sultan Al Neyadi, Warren Hoburg"),
    ("Dragon Endurance (Crew-7)", 69, 70, "Andreas Mogensen, Jasmin Moghbeli, Konstantin Borisov, Satoshi Furukawa"),
    ("Soyuz MS-24", 69, 70, "Loral O'Hara"),
    ("Soyuz MS-24", 69, 71, "Oleg Kononenko, Nikolai Chub"),
    ("Dragon Endeavour (Crew-8)", 70, 72, "Alexander Grebenkin, Jeanette Epps, Matthew Dominick, Michael Barratt"),
    ("Soyuz MS-25", 70, 71, "Tracy Caldwell Dyson"),
    ("Calypso", 71, 72, "Barry Wilmore, Sunita Williams"),
    ("Soyuz MS-26", 71, 72, "Aleksey Ovchinin, Donald Pettit, Ivan Vagner"),
    ("Dragon Freedom (Crew-9)", 72, 72, "Nick Hague, Aleksandr Gorbunov"),
    ("Dragon Endurance (Crew-10)", 72, 73, "Anne McClain, Kirill Peskov, Nichole Ayers, Takuya Onishi"),
    ("Soyuz MS-27", 72, 73, "Alexey Zubritsky, Jonny Kim, Sergey Nikolayevich Ryzhikov"),
    ("Dragon Endeavour (Crew-11)", 73, 74, "Edward Fincke, Kimiya Yui, Oleg Platonov, Zena Cardman"),
    ("Soyuz MS-28", 73, 74, "Christopher Williams, Sergey Kud-Sverchkov, Sergey Mikayev"),
    ("Dragon Freedom (Crew-12)", 74, 74, "Andrey Fedyaev, Jack Hathaway, Jessica Meir, Sophie Adenot"),
    ("Soyuz MS-29", 74, 74, "Anil Menon, Anna Kikina, Pyotr Dubrov"),
)


def expeditions() -> list[Expedition]:
    """Every expedition in order. The last one has not ended."""
    return [
        Expedition(
            STATION,
            f"Expedition {number}",
            start,
            end,
            tuple(
                Crew(mission, tuple(names.split(", ")))
                for mission, first, last, names in RESIDENTS
                if first <= number <= last
            ),
            positions(number),
        )
        for number, (start, end) in enumerate(pairwise((OPENING, *ENDS, None)), 1)
        if start
    ]
