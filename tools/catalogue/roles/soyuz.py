"""Commanders, flight engineers, research cosmonauts and spaceflight participants of Soyuz."""

from .positions import (
    COMMANDER,
    FLIGHT_ENGINEER,
    RESEARCH_COSMONAUT,
    SPACEFLIGHT_PARTICIPANT,
    Positions,
    named,
    rows,
)

BEFORE_ISS = """
Soyuz-1|Vladimir Komarov||
Soyuz-3|Georgy Beregovoy||
Soyuz-4|Vladimir Shatalov||
Soyuz-5|Boris Volynov|Aleksei Yeliseyev|
Soyuz-6|Georgy Shonin|Valeri Kubasov|
Soyuz-7|Anatoly Filipchenko|Vladislav Volkov|
Soyuz-8|Vladimir Shatalov|Aleksei Yeliseyev|
Soyuz-9|Andriyan Nikolayev|Vitaly Sevastyanov|
Soyuz-10|Vladimir Shatalov|Aleksei Yeliseyev|
Soyuz-11|Georgy Dobrovolsky|Vladislav Volkov|
Soyuz-12|Vasily Lazarev|Oleg Makarov|
Soyuz-13|Pyotr Klimuk|Valentin Lebedev|
Soyuz-14|Pavel Popovich|Yury Artyukhin|
Soyuz-15|Gennadi Sarafanov|Lev Dyomin|
Soyuz-16|Anatoly Filipchenko|Nikolay Rukavishnikov|
Soyuz-17|Aleksei Gubarev|Georgy Grechko|
[Soyuz-18]|Vasily Lazarev|Oleg Makarov|
Soyuz-18|Pyotr Klimuk|Vitaly Sevastyanov|
Soyuz-19|Alexei Leonov|Valeri Kubasov|
Soyuz-21|Boris Volynov|Vitaly Zholobov|
Soyuz-22|Valery Bykovsky|Vladimir Aksyonov|
Soyuz-23|Vyacheslav Zudov|Valery Rozhdestvensky|
Soyuz-24|Viktor Gorbatko|Yury Glazkov|
Soyuz-25|Vladimir Kovalyonok|Valery Ryumin|
Soyuz-26|Yury Romanenko|Georgy Grechko|
Soyuz-27|Vladimir Dzhanibekov|Oleg Makarov|
Soyuz-28|Aleksei Gubarev||Vladimír Remek
Soyuz-29|Vladimir Kovalyonok|Aleksandr Ivanchenkov|
Soyuz-30|Pyotr Klimuk||Mirosław Hermaszewski
Soyuz-31|Valery Bykovsky||Sigmund Jähn
Soyuz-32|Vladimir Lyakhov|Valery Ryumin|
Soyuz-33|Nikolay Rukavishnikov||Georgi Ivanov
Soyuz-35|Leonid Popov|Valery Ryumin|
Soyuz-36|Valeri Kubasov||Bertalan Farkas
Soyuz-37|Viktor Gorbatko||Phạm Tuân
Soyuz-38|Yury Romanenko||Arnaldo Tamayo Méndez
Soyuz-39|Vladimir Dzhanibekov||Jügderdemidiin Gürragchaa
Soyuz-40|Leonid Popov||Dumitru Prunariu
Soyuz T-2|Yury Malyshev|Vladimir Aksyonov|
Soyuz T-3|Leonid Kizim|Oleg Makarov|Gennadi Strekalov
Soyuz T-4|Vladimir Kovalyonok|Viktor Savinykh|
Soyuz T-5|Anatoly Berezovoy|Valentin Lebedev|
Soyuz T-6|Vladimir Dzhanibekov|Aleksandr Ivanchenkov|Jean-Loup Chrétien
Soyuz T-7|Leonid Popov|Aleksandr Serebrov|Svetlana Savitskaya
Soyuz T-8|Vladimir Titov|Gennadi Strekalov|Aleksandr Serebrov
Soyuz T-9|Vladimir Lyakhov|Aleksandr Pavlovich Aleksandrov|
[Soyuz T]|Vladimir Titov|Gennadi Strekalov|
Soyuz T-10|Leonid Kizim|Vladimir Solovyov|Oleg Atkov
Soyuz T-11|Yury Malyshev|Gennadi Strekalov|Rakesh Sharma
Soyuz T-12|Vladimir Dzhanibekov|Svetlana Savitskaya|Igor Volk
Soyuz T-13|Vladimir Dzhanibekov|Viktor Savinykh|
Soyuz T-14|Vladimir Vasyutin|Georgy Grechko|Aleksandr Volkov
Soyuz T-15|Leonid Kizim|Vladimir Solovyov|
Soyuz TM-2|Yury Romanenko|Aleksandr Laveykin|
Soyuz TM-3|Aleksandr Viktorenko|Aleksandr Pavlovich Aleksandrov|Muhammed Faris
Soyuz TM-4|Vladimir Titov|Musa Manarov|Anatoly Levchenko
Soyuz TM-5|Anatoly Solovyev|Viktor Savinykh|Aleksandr Panayotov Aleksandrov
Soyuz TM-6|Vladimir Lyakhov||Abdul Mohmand
Soyuz TM-7|Aleksandr Volkov|Sergei Krikalev|Jean-Loup Chrétien
Soyuz TM-8|Aleksandr Viktorenko|Aleksandr Serebrov|
Soyuz TM-9|Anatoly Solovyev|Aleksandr Balandin|
Soyuz TM-10|Gennadi Manakov|Gennadi Strekalov|
Soyuz TM-11|Viktor Afanasyev|Musa Manarov|Toyohiro Akiyama
Soyuz TM-12|Anatoly Artsebarsky|Sergei Krikalev|Helen Sharman
Soyuz TM-13|Aleksandr Volkov||Toktar Aubakirov, Franz Viehböck
Soyuz TM-14|Aleksandr Viktorenko|Aleksandr Kaleri|Klaus-Dietrich Flade
Soyuz TM-15|Anatoly Solovyev|Sergei Avdeyev|Michel Tognini
Soyuz TM-16|Gennadi Manakov|Aleksandr Poleshchuk|
Soyuz TM-17|Vasily Tsibliyev|Aleksandr Serebrov|Jean-Pierre Haigneré
Soyuz TM-18|Viktor Afanasyev|Yury Usachov|
Soyuz TM-19|Yuri Malenchenko|Talgat Musabayev|
Soyuz TM-20|Aleksandr Viktorenko|Yelena Kondakova|Ulf Merbold
Soyuz TM-21|Vladimir Dezhurov|Gennadi Strekalov|Norman Thagard
Soyuz TM-22|Yuri Gidzenko|Sergei Avdeyev|
Soyuz TM-23|Yury Onufriyenko|Yury Usachov|
Soyuz TM-24|Valery Korzun|Aleksandr Kaleri|Claudie Haigneré
Soyuz TM-25|Vasily Tsibliyev|Aleksandr Lazutkin|Reinhold Ewald
Soyuz TM-26|Anatoly Solovyev|Pavel Vinogradov|
Soyuz TM-27|Talgat Musabayev|Nikolai Budarin|Léopold Eyharts
Soyuz TM-28|Gennady Padalka|Sergei Avdeyev|Yuri Baturin
Soyuz TM-29|Viktor Afanasyev||Ivan Bella
Soyuz TM-30|Sergei Zalyotin|Aleksandr Kaleri|
"""
"""Mission, commander, flight engineer, research cosmonauts. Others had special roles, such as test engineer."""

TO_ISS = """
Soyuz TM-31|Yuri Gidzenko|
Soyuz TM-32|Talgat Musabayev|Dennis Tito
Soyuz TM-33|Viktor Afanasyev|
Soyuz TM-34|Yuri Gidzenko|Mark Shuttleworth
Soyuz TMA-1|Sergei Zalyotin|
Soyuz TMA-2|Yuri Malenchenko|
Soyuz TMA-3|Aleksandr Kaleri|
Soyuz TMA-4|Gennady Padalka|
Soyuz TMA-5|Salizhan Sharipov|
Soyuz TMA-6|Sergei Krikalev|
Soyuz TMA-7|Valeri Tokarev|Gregory Olsen
Soyuz TMA-8|Pavel Vinogradov|
Soyuz TMA-9|Mikhail Tyurin|Anousheh Ansari
Soyuz TMA-10|Oleg Kotov|Charles Simonyi
Soyuz TMA-11|Yuri Malenchenko|Sheikh Muszaphar Shukor
Soyuz TMA-12|Sergey Volkov|Yi So-Yeon
Soyuz TMA-13|Yury Lonchakov|Richard Garriott
Soyuz TMA-14|Gennady Padalka|Charles Simonyi
Soyuz TMA-15|Roman Romanenko|
Soyuz TMA-16|Maksim Surayev|Guy Laliberté
Soyuz TMA-17|Oleg Kotov|
Soyuz TMA-18|Aleksandr Skvortsov|
Soyuz TMA-19|Fyodor Yurchikhin|
Soyuz TMA-01M|Aleksandr Kaleri|
Soyuz TMA-20|Dmitri Kondratyev|
Soyuz TMA-21|Aleksandr Samokutyayev|
Soyuz TMA-02M|Sergey Volkov|
Soyuz TMA-22|Anton Shkaplerov|
Soyuz TMA-03M|Oleg Kononenko|
Soyuz TMA-04M|Gennady Padalka|
Soyuz TMA-05M|Yuri Malenchenko|
Soyuz TMA-06M|Oleg Novitskiy|
Soyuz TMA-07M|Roman Romanenko|
Soyuz TMA-08M|Pavel Vinogradov|
Soyuz TMA-09M|Fyodor Yurchikhin|
Soyuz TMA-10M|Oleg Kotov|
Soyuz TMA-11M|Mikhail Tyurin|
Soyuz TMA-12M|Aleksandr Skvortsov|
Soyuz TMA-13M|Maksim Surayev|
Soyuz TMA-14M|Aleksandr Samokutyayev|
Soyuz TMA-15M|Anton Shkaplerov|
Soyuz TMA-16M|Gennady Padalka|
Soyuz TMA-17M|Oleg Kononenko|
Soyuz TMA-18M|Sergey Volkov|
Soyuz TMA-19M|Yuri Malenchenko|
Soyuz TMA-20M|Aleksey Ovchinin|
Soyuz MS-01|Anatoli Ivanishin|
Soyuz MS-02|Sergey Nikolayevich Ryzhikov|
Soyuz MS-03|Oleg Novitskiy|
Soyuz MS-04|Fyodor Yurchikhin|
Soyuz MS-05|Sergey Ryazansky|
Soyuz MS-06|Alexander Misurkin|
Soyuz MS-07|Anton Shkaplerov|
Soyuz MS-08|Oleg Artemyev|
Soyuz MS-09|Sergey Prokopyev|
Soyuz MS-10|Aleksey Ovchinin|
Soyuz MS-11|Oleg Kononenko|
Soyuz MS-12|Aleksey Ovchinin|
Soyuz MS-13|Aleksandr Skvortsov|
Soyuz MS-15|Oleg Skripochka|Hazza Al Mansouri
Soyuz MS-16|Anatoli Ivanishin|
Soyuz MS-17|Sergey Nikolayevich Ryzhikov|
Soyuz MS-18|Oleg Novitskiy|
Soyuz MS-19|Anton Shkaplerov|Klim Shipenko, Yulia Peresild
Soyuz MS-20|Alexander Misurkin|Yusaku Maezawa, Yozo Hirano
Soyuz MS-21|Oleg Artemyev|
Soyuz MS-22|Sergey Prokopyev|
Soyuz MS-24|Oleg Kononenko|
Soyuz MS-25|Oleg Novitskiy|Marina Vasilevskaya
Soyuz MS-26|Aleksey Ovchinin|
Soyuz MS-27|Sergey Nikolayevich Ryzhikov|
Soyuz MS-28|Sergey Kud-Sverchkov|
"""
"""Mission, commander, spaceflight participants. All others were flight engineers, except people on whose role
sources disagree.
"""

UNCERTAIN = frozenset({"William Shepherd", "Yuri Shargin", "Marcos Pontes", "Aidyn Aimbetov"})

SOYUZ = {
    **{
        mission: Positions(named({COMMANDER: commander, FLIGHT_ENGINEER: engineers, RESEARCH_COSMONAUT: researchers}))
        for mission, commander, engineers, researchers in rows(BEFORE_ISS)
    },
    **{
        mission: Positions(
            named({COMMANDER: commander, SPACEFLIGHT_PARTICIPANT: participants}),
            rest=FLIGHT_ENGINEER,
            uncertain=UNCERTAIN,
            movers_too=True,
        )
        for mission, commander, participants in rows(TO_ISS)
    },
}
