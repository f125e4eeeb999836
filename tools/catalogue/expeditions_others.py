"""The expeditions aboard Salyut, Skylab, Mir and the Tiangong stations, and their members.

Each lasts from the docking of its crew's ship to the departure of the ship of its commander. Roles are those in the
ship; only the crew of Mir EO-19 arrived as passengers of a Space Shuttle. Visiting crews are no expeditions.

From general knowledge, not copied from a document. It can be confirmed in RSC Energia's lists of main
expeditions (EO), NASA's "Skylab: A Chronology" and pages of Shuttle-Mir, and CMSA's reports
of each Shenzhou flight.
"""

from .expeditions import Crew, Departure, Docking, Expedition
from .roles.positions import COMMANDER, FLIGHT_ENGINEER, Positions

SKYLAB, MIR, TIANGONG_1, TIANGONG_2, TIANGONG = 6, 5, 7, 8, 10004
SALYUT = {1: 10001, 3: 11, 4: 12, 5: 10002, 6: 14, 7: 10003}


def _of(station: int, name: str, start: str, end: str, *crew: Crew) -> Expedition:
    return Expedition(station, name, Docking(start), Departure(end), crew)


def _salyut(number: int, name: str, start: str, end: str, *crew: Crew) -> Expedition:
    return _of(SALYUT[number], f"Salyut {number} {name}", start, end, *crew)


def _mir(number: int, start: str, end: str, *crew: Crew) -> Expedition:
    return _of(MIR, f"Mir EO-{number}", start, end, *crew)


def _alone(station: int, name: str, mission: str, *names: str, end: str | None = None) -> Expedition:
    """An expedition whose whole crew arrived in one ship, and left in the same or another."""
    return _of(station, name, mission, end or mission, Crew(mission, names))


def _came(mission: str, *names: str) -> Crew:
    return Crew(mission, names)


SALYUT_EXPEDITIONS = (
    _alone(SALYUT[1], "Salyut 1 EO-1", "Soyuz-11", "Georgy Dobrovolsky", "Vladislav Volkov", "Viktor Patsayev"),
    _alone(SALYUT[3], "Salyut 3 EO-1", "Soyuz-14", "Pavel Popovich", "Yury Artyukhin"),
    _alone(SALYUT[4], "Salyut 4 EO-1", "Soyuz-17", "Aleksei Gubarev", "Georgy Grechko"),
    _alone(SALYUT[4], "Salyut 4 EO-2", "Soyuz-18", "Pyotr Klimuk", "Vitaly Sevastyanov"),
    _alone(SALYUT[5], "Salyut 5 EO-1", "Soyuz-21", "Boris Volynov", "Vitaly Zholobov"),
    _alone(SALYUT[5], "Salyut 5 EO-2", "Soyuz-24", "Viktor Gorbatko", "Yury Glazkov"),
    _alone(SALYUT[6], "Salyut 6 EO-1", "Soyuz-26", "Yury Romanenko", "Georgy Grechko", end="Soyuz-27"),
    _alone(SALYUT[6], "Salyut 6 EO-2", "Soyuz-29", "Vladimir Kovalyonok", "Aleksandr Ivanchenkov", end="Soyuz-31"),
    _alone(SALYUT[6], "Salyut 6 EO-3", "Soyuz-32", "Vladimir Lyakhov", "Valery Ryumin", end="Soyuz-34"),
    _alone(SALYUT[6], "Salyut 6 EO-4", "Soyuz-35", "Leonid Popov", "Valery Ryumin", end="Soyuz-37"),
    _alone(SALYUT[6], "Salyut 6 EO-5", "Soyuz T-3", "Leonid Kizim", "Oleg Makarov", "Gennadi Strekalov"),
    _alone(SALYUT[6], "Salyut 6 EO-6", "Soyuz T-4", "Vladimir Kovalyonok", "Viktor Savinykh"),
    _alone(SALYUT[7], "Salyut 7 EO-1", "Soyuz T-5", "Anatoly Berezovoy", "Valentin Lebedev", end="Soyuz T-7"),
    _alone(SALYUT[7], "Salyut 7 EO-2", "Soyuz T-9", "Vladimir Lyakhov", "Aleksandr Pavlovich Aleksandrov"),
    _alone(
        SALYUT[7],
        "Salyut 7 EO-3",
        "Soyuz T-10",
        "Leonid Kizim",
        "Vladimir Solovyov",
        "Oleg Atkov",
        end="Soyuz T-11",
    ),
    _alone(SALYUT[7], "Salyut 7 EO-4-1", "Soyuz T-13", "Vladimir Dzhanibekov", "Viktor Savinykh"),
    _salyut(
        7,
        "EO-4-2",
        "Soyuz T-14",
        "Soyuz T-14",
        _came("Soyuz T-14", "Vladimir Vasyutin", "Aleksandr Volkov"),
        _came("Soyuz T-13", "Viktor Savinykh"),
    ),
    _alone(SALYUT[7], "Salyut 7 EO-5", "Soyuz T-15", "Leonid Kizim", "Vladimir Solovyov"),
)

SKYLAB_EXPEDITIONS = (
    _alone(SKYLAB, "Skylab 2", "Skylab SL-2", "Pete Conrad", "Joseph Kerwin", "Paul Weitz"),
    _alone(SKYLAB, "Skylab 3", "Skylab SL-3", "Alan Bean", "Owen Garriott", "Jack Lousma"),
    _alone(SKYLAB, "Skylab 4", "Skylab SL-4", "Gerald Carr", "Edward Gibson", "William Pogue"),
)

MIR_EXPEDITIONS = (
    _alone(MIR, "Mir EO-1", "Soyuz T-15", "Leonid Kizim", "Vladimir Solovyov"),
    _mir(
        2,
        "Soyuz TM-2",
        "Soyuz TM-3",
        _came("Soyuz TM-2", "Yury Romanenko", "Aleksandr Laveykin"),
        _came("Soyuz TM-3", "Aleksandr Pavlovich Aleksandrov"),
    ),
    _mir(
        3,
        "Soyuz TM-4",
        "Soyuz TM-6",
        _came("Soyuz TM-4", "Vladimir Titov", "Musa Manarov"),
        _came("Soyuz TM-6", "Valeri Polyakov"),
    ),
    _mir(
        4,
        "Soyuz TM-7",
        "Soyuz TM-7",
        _came("Soyuz TM-7", "Aleksandr Volkov", "Sergei Krikalev"),
        _came("Soyuz TM-6", "Valeri Polyakov"),
    ),
    _alone(MIR, "Mir EO-5", "Soyuz TM-8", "Aleksandr Viktorenko", "Aleksandr Serebrov"),
    _alone(MIR, "Mir EO-6", "Soyuz TM-9", "Anatoly Solovyev", "Aleksandr Balandin"),
    _alone(MIR, "Mir EO-7", "Soyuz TM-10", "Gennadi Manakov", "Gennadi Strekalov"),
    _alone(MIR, "Mir EO-8", "Soyuz TM-11", "Viktor Afanasyev", "Musa Manarov"),
    _alone(MIR, "Mir EO-9", "Soyuz TM-12", "Anatoly Artsebarsky", "Sergei Krikalev"),
    _mir(
        10,
        "Soyuz TM-13",
        "Soyuz TM-13",
        _came("Soyuz TM-13", "Aleksandr Volkov"),
        _came("Soyuz TM-12", "Sergei Krikalev"),
    ),
    _alone(MIR, "Mir EO-11", "Soyuz TM-14", "Aleksandr Viktorenko", "Aleksandr Kaleri"),
    _alone(MIR, "Mir EO-12", "Soyuz TM-15", "Anatoly Solovyev", "Sergei Avdeyev"),
    _alone(MIR, "Mir EO-13", "Soyuz TM-16", "Gennadi Manakov", "Aleksandr Poleshchuk"),
    _alone(MIR, "Mir EO-14", "Soyuz TM-17", "Vasily Tsibliyev", "Aleksandr Serebrov"),
    _alone(MIR, "Mir EO-15", "Soyuz TM-18", "Viktor Afanasyev", "Yury Usachov", "Valeri Polyakov"),
    _mir(
        16,
        "Soyuz TM-19",
        "Soyuz TM-19",
        _came("Soyuz TM-19", "Yuri Malenchenko", "Talgat Musabayev"),
        _came("Soyuz TM-18", "Valeri Polyakov"),
    ),
    _mir(
        17,
        "Soyuz TM-20",
        "Soyuz TM-20",
        _came("Soyuz TM-20", "Aleksandr Viktorenko", "Yelena Kondakova"),
        _came("Soyuz TM-18", "Valeri Polyakov"),
    ),
    _alone(
        MIR,
        "Mir EO-18",
        "Soyuz TM-21",
        "Vladimir Dezhurov",
        "Gennadi Strekalov",
        "Norman Thagard",
        end="Atlantis (STS-71)",
    ),
    _alone(MIR, "Mir EO-19", "Atlantis (STS-71)", "Anatoly Solovyev", "Nikolai Budarin", end="Soyuz TM-21")._replace(
        positions=Positions({"Anatoly Solovyev": COMMANDER, "Nikolai Budarin": FLIGHT_ENGINEER})
    ),
    _alone(MIR, "Mir EO-20", "Soyuz TM-22", "Yuri Gidzenko", "Sergei Avdeyev", "Thomas Reiter"),
    _mir(
        21,
        "Soyuz TM-23",
        "Soyuz TM-23",
        _came("Soyuz TM-23", "Yury Onufriyenko", "Yury Usachov"),
        _came("Atlantis (STS-76)", "Shannon Lucid"),
    ),
    _mir(
        22,
        "Soyuz TM-24",
        "Soyuz TM-24",
        _came("Soyuz TM-24", "Valery Korzun", "Aleksandr Kaleri"),
        _came("Atlantis (STS-76)", "Shannon Lucid"),
        _came("Atlantis (STS-79)", "John Blaha"),
        _came("Atlantis (STS-81)", "Jerry Linenger"),
    ),
    _mir(
        23,
        "Soyuz TM-25",
        "Soyuz TM-25",
        _came("Soyuz TM-25", "Vasily Tsibliyev", "Aleksandr Lazutkin"),
        _came("Atlantis (STS-81)", "Jerry Linenger"),
        _came("Atlantis (STS-84)", "Michael Foale"),
    ),
    _mir(
        24,
        "Soyuz TM-26",
        "Soyuz TM-26",
        _came("Soyuz TM-26", "Anatoly Solovyev", "Pavel Vinogradov"),
        _came("Atlantis (STS-84)", "Michael Foale"),
        _came("Atlantis (STS-86)", "David Wolf"),
        _came("Endeavour (STS-89)", "Andrew Thomas"),
    ),
    _mir(
        25,
        "Soyuz TM-27",
        "Soyuz TM-27",
        _came("Soyuz TM-27", "Talgat Musabayev", "Nikolai Budarin"),
        _came("Endeavour (STS-89)", "Andrew Thomas"),
    ),
    _alone(MIR, "Mir EO-26", "Soyuz TM-28", "Gennady Padalka", "Sergei Avdeyev"),
    _mir(
        27,
        "Soyuz TM-29",
        "Soyuz TM-29",
        _came("Soyuz TM-29", "Viktor Afanasyev", "Jean-Pierre Haigneré"),
        _came("Soyuz TM-28", "Sergei Avdeyev"),
    ),
    _alone(MIR, "Mir EO-28", "Soyuz TM-30", "Sergei Zalyotin", "Aleksandr Kaleri"),
)

CHINESE_EXPEDITIONS = (
    _alone(TIANGONG_1, "Shenzhou 9", "Shenzhou 9", "Jing Haipeng", "Liu Wang", "Liu Yang"),
    _alone(TIANGONG_1, "Shenzhou 10", "Shenzhou 10", "Nie Haisheng", "Zhang Xiaoguang", "Wang Yaping"),
    _alone(TIANGONG_2, "Shenzhou 11", "Shenzhou 11", "Jing Haipeng", "Chen Dong"),
    _alone(TIANGONG, "Shenzhou 12", "Shenzhou 12", "Nie Haisheng", "Liu Boming", "Tang Hongbo"),
    _alone(TIANGONG, "Shenzhou 13", "Shenzhou 13", "Zhai Zhigang", "Wang Yaping", "Ye Guangfu"),
    _alone(TIANGONG, "Shenzhou 14", "Shenzhou 14", "Chen Dong", "Liu Yang", "Cai Xuzhe"),
    _alone(TIANGONG, "Shenzhou 15", "Shenzhou 15", "Fei Junlong", "Deng Qingming", "Zhang Lu"),
    _alone(TIANGONG, "Shenzhou 16", "Shenzhou 16", "Jing Haipeng", "Zhu Yangzhu", "Gui Haichao"),
    _alone(TIANGONG, "Shenzhou 17", "Shenzhou 17", "Tang Hongbo", "Tang Shengjie", "Jiang Xinlin"),
    _alone(TIANGONG, "Shenzhou 18", "Shenzhou 18", "Ye Guangfu", "Li Cong", "Li Guangsu"),
    _alone(TIANGONG, "Shenzhou 19", "Shenzhou 19", "Cai Xuzhe", "Song Lingdong", "Wang Haoze"),
    # Their own ship had a cracked window; they landed in the next one.
    _alone(TIANGONG, "Shenzhou 20", "Shenzhou 20", "Chen Dong", "Chen Zhongrui", "Wang Jie", end="Shenzhou 21"),
    _alone(TIANGONG, "Shenzhou 21", "Shenzhou 21", "Zhang Lu", "Wu Fei", "Zhang Hongzhang", end="Shenzhou 22"),
    _alone(TIANGONG, "Shenzhou 23", "Shenzhou 23", "Zhu Yangzhu", "Zhang Zhiyuan", "Lai Ka-ying"),
)

EXPEDITIONS = (*SALYUT_EXPEDITIONS, *SKYLAB_EXPEDITIONS, *MIR_EXPEDITIONS, *CHINESE_EXPEDITIONS)
