"""Astronauts of all other nations: name, date of birth, date of death."""

OTHERS = """
Vladimír Remek|1948-09-26|
Sigmund Jähn|1937-02-13|2019-09-21
Mirosław Hermaszewski|1941-09-15|2022-12-12
Georgi Ivanov|1940-07-02|
Bertalan Farkas|1949-08-02|
Phạm Tuân|1947-02-14|
Arnaldo Tamayo Méndez|1942-01-29|
Jügderdemidiin Gürragchaa|1947-12-05|
Dumitru Prunariu|1952-09-27|
Jean-Loup Chrétien|1938-08-20|
Rakesh Sharma|1949-01-13|
Muhammed Faris|1951-05-26|2024-04-19
Aleksandr Panayotov Aleksandrov|1951-12-01|
Toyohiro Akiyama|1942-07-22|
Helen Sharman|1963-05-30|
Franz Viehböck|1960-08-24|
Klaus-Dietrich Flade|1952-08-23|
Talgat Musabayev|1951-01-07|
Ivan Bella|1964-05-25|
Leonid Kadeniuk|1951-01-28|2018-01-31
Ulf Merbold|1941-06-20|
Marc Garneau|1949-02-23|2025-06-04
Patrick Baudry|1946-03-06|
Sultan Al-Saud|1956-06-27|
Wubbo Ockels|1946-03-28|2014-05-18
Reinhard Furrer|1940-11-25|1995-09-09
Ernst Messerschmid|1945-05-21|
Rodolfo Neri Vela|1952-02-19|
Roberta Bondar|1945-12-04|
Claude Nicollier|1944-09-02|
Mamoru Mohri|1948-01-29|
Chiaki Mukai|1952-05-06|
Ilan Ramon|1954-06-20|2003-02-01
Chris Hadfield|1959-08-29|
Thomas Reiter|1958-05-23|
Koichi Wakata|1963-08-01|
Soichi Noguchi|1965-04-15|
Robert Thirsk|1953-08-17|
Frank De Winne|1961-04-25|
Jeremy Hansen|1976-01-27|
Samantha Cristoforetti|1977-04-26|
Luca Parmitano|1976-09-27|
Alexander Gerst|1976-05-03|
Tim Peake|1972-04-07|
Thomas Pesquet|1978-02-27|
Andreas Mogensen|1976-11-02|
Paolo Nespoli|1957-04-06|
Matthias Maurer|1970-03-18|
David Saint-Jacques|1970-01-06|
André Kuipers|1958-10-05|
Pedro Duque|1963-03-14|
Claudie Haigneré|1957-05-13|
Jean-Pierre Haigneré|1948-05-19|
Umberto Guidoni|1954-08-18|
Roberto Vittori|1964-10-15|
Franco Malerba|1946-10-10|
Dirk Frimout|1941-03-21|
Jean-Jacques Favier|1949-04-13|2023-03-19
Michel Tognini|1949-09-30|
Jean-François Clervoy|1958-11-19|
Léopold Eyharts|1957-04-28|
Christer Fuglesang|1957-03-18|
Julie Payette|1963-10-20|
Bjarni Tryggvason|1945-09-21|2022-04-05
Dafydd Williams|1954-05-16|
Steven MacLean|1954-12-14|
Takao Doi|1954-09-18|
Akihiko Hoshide|1968-12-28|
Satoshi Furukawa|1964-04-04|
Naoko Yamazaki|1970-12-27|
Takuya Onishi|1975-12-22|
Kimiya Yui|1970-01-30|
Norishige Kanai|1976-12-05|
Gerhard Thiele|1953-09-02|
Ulrich Walter|1954-02-09|
Hans Schlegel|1951-08-03|
Reinhold Ewald|1956-12-18|
Yang Liwei|1965-06-21|
Fei Junlong|1965-05-05|
Zhai Zhigang|1966-10-10|
Jing Haipeng|1966-10-24|
Liu Yang|1978-10-06|
Chen Dong|1978-12-12|
Mark Shuttleworth|1973-09-18|
Guy Laliberté|1959-09-02|
Sheikh Muszaphar Shukor|1972-07-27|
Yi So-Yeon|1978-06-02|
Marcos Pontes|1963-03-11|
Hazza Al Mansouri|1983-12-13|
Yusaku Maezawa|1975-11-22|
Richard Branson|1950-07-18|
Shubhanshu Shukla|1985-10-10|
"""
