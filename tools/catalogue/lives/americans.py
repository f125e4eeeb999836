"""Astronauts of the United States: name, date of birth, date of death.

These were compared with a table after NASA's Astronaut Fact Book, as far as it goes. Where that is plainly mistyped
(the births of Eileen Collins, Pete Conrad and Donn Eisele, the deaths of William Lenoir and Walter Schirra), the date
is the one generally given. Where it is not plain which is right, the astronaut is left out.
"""

AMERICANS = """
Alan Shepard|1923-11-18|1998-07-21
Virgil Grissom|1926-04-03|1967-01-27
John Glenn|1921-07-18|2016-12-08
Scott Carpenter|1925-05-01|2013-10-10
Walter Schirra|1923-03-12|2007-05-03
Gordon Cooper|1927-03-06|2004-10-04
Donald Slayton|1924-03-01|1993-06-13
John Young|1930-09-24|2018-01-05
Edward White|1930-11-14|1967-01-27
James McDivitt|1929-06-10|2022-10-13
Pete Conrad|1930-06-02|1999-07-08
James Lovell|1928-03-25|2025-08-07
Frank Borman|1928-03-14|2023-11-07
Thomas Stafford|1930-09-17|2024-03-18
Neil Armstrong|1930-08-05|2012-08-25
David Scott|1932-06-06|
Eugene Cernan|1934-03-14|2017-01-16
Michael Collins|1930-10-31|2021-04-28
Richard Gordon|1929-10-05|2017-11-06
Edwin Aldrin|1930-01-20|
Walter Cunningham|1932-03-16|2023-01-03
Donn Eisele|1930-06-23|1987-12-02
William Anders|1933-10-17|2024-06-07
Russell Schweickart|1935-10-25|
Alan Bean|1932-03-15|2018-05-26
Fred Haise|1933-11-14|
Jack Swigert|1931-08-30|1982-12-27
Edgar Mitchell|1930-09-17|2016-02-04
Stuart Roosa|1933-08-16|1994-12-12
James Irwin|1930-03-17|1991-08-08
Alfred Worden|1932-02-07|2020-03-18
Charles Duke|1935-10-03|
Ken Mattingly|1936-03-17|2023-10-31
Harrison Schmitt|1935-07-03|
Joseph Kerwin|1932-02-19|
Jack Lousma|1936-02-29|
Owen Garriott|1930-11-22|2019-04-15
Edward Gibson|1936-11-08|
William Pogue|1930-01-23|2014-03-03
Gerald Carr|1932-08-22|2020-08-26
Vance Brand|1931-05-09|
Robert Crippen|1937-09-11|
Joseph Engle|1932-08-26|2024-07-10
Richard Truly|1937-11-12|2024-02-27
Charles Fullerton|1936-10-11|2013-08-21
Henry Hartsfield|1933-11-21|2014-07-17
Robert Overmyer|1936-07-14|1996-03-22
Joseph Allen|1937-06-27|
William Lenoir|1939-03-14|2010-08-26
Story Musgrave|1935-08-19|
Donald Peterson|1933-10-22|2018-05-27
Karol Bobko|1937-12-23|2023-08-17
Sally Ride|1951-05-26|2012-07-23
John Fabian|1939-01-28|
Norman Thagard|1943-07-03|
Guion Bluford|1942-11-22|
Daniel Brandenstein|1943-01-17|
Dale Gardner|1948-11-08|2014-02-19
William Thornton|1929-04-14|2021-01-11
Robert Parker|1936-12-14|
Byron Lichtenberg|1948-02-19|
Brewster Shaw|1945-05-16|
Bruce McCandless|1937-06-08|2017-12-21
Robert Gibson|1946-10-30|
Ronald McNair|1950-10-21|1986-01-28
Robert Stewart|1942-08-13|
Francis Scobee|1939-05-19|1986-01-28
Michael Smith|1945-04-30|1986-01-28
Judith Resnik|1949-04-05|1986-01-28
Ellison Onizuka|1946-06-24|1986-01-28
Gregory Jarvis|1944-08-24|1986-01-28
Christa McAuliffe|1948-09-02|1986-01-28
George Nelson|1950-07-13|
James van Hoften|1944-06-11|
Terry Hart|1946-10-27|
Michael Coats|1946-01-16|
Richard Mullane|1945-09-10|
Steven Hawley|1951-12-12|
Kathryn Sullivan|1951-10-03|
Jon McBride|1943-08-14|2024-08-07
Anna Fisher|1949-08-24|
David Walker|1944-05-20|2001-04-23
Bill Nelson|1942-09-29|
Edwin Garn|1932-10-12|
Charles Bolden|1946-08-19|
Margaret Seddon|1947-11-08|
Stanley Griggs|1939-09-07|1989-06-17
Jeffrey Hoffman|1944-11-02|
Shannon Lucid|1943-01-14|
Steven Nagel|1946-10-27|2014-08-21
Karl Henize|1926-10-17|1993-10-05
Loren Acton|1936-03-07|
Bonnie Dunbar|1949-03-03|
Franklin Chang-Díaz|1950-04-05|
Jerry Ross|1948-01-20|
Mary Cleave|1947-02-05|2023-11-27
Bryan O'Connor|1946-09-06|
Frederick Gregory|1941-01-07|
Lodewijk van den Berg|1932-03-24|2022-10-16
Don Lind|1930-05-18|2022-08-30
William Shepherd|1949-07-26|
Richard Covey|1946-08-01|
Manley Carter|1947-08-15|1991-04-05
Charles Veach|1944-09-18|1995-10-03
Mae Jemison|1956-10-17|
Ellen Ochoa|1958-05-10|
Eileen Collins|1956-11-19|
Michael Foale|1957-01-06|
Rick Husband|1957-07-12|2003-02-01
William McCool|1961-09-23|2003-02-01
David Brown|1956-04-16|2003-02-01
Kalpana Chawla||2003-02-01
Michael Anderson|1959-12-25|2003-02-01
Laurel Clark|1961-03-10|2003-02-01
Scott Kelly|1964-02-21|
Mark Kelly|1964-02-21|
Jerry Linenger|1955-01-16|
John Blaha|1942-08-26|
Andrew Thomas|1951-12-18|
David Wolf|1956-08-23|
Susan Helms|1958-02-26|
James Voss|1949-03-03|
Frank Culbertson|1949-05-15|
Kenneth Bowersox|1956-11-14|
Donald Pettit|1955-04-20|
Edward Lu|1963-07-01|
Leroy Chiao|1960-08-28|
Edward Fincke|1967-03-14|
William McArthur|1951-07-26|
Jeffrey Williams|1958-01-18|
Michael López-Alegría|1958-05-30|
Peggy Whitson|1960-02-09|
Sunita Williams|1965-09-19|
Nicole Stott|1962-11-19|
Tracy Caldwell Dyson|1969-08-14|
Douglas Hurley|1966-10-21|
Robert Behnken|1970-07-28|
Barry Wilmore|1962-12-29|
Christina Koch|1979-01-29|
Jessica Meir|1977-07-01|
Victor Glover|1976-04-30|
Reid Wiseman|1975-11-11|
Anne McClain|1979-06-07|
Nick Hague|1975-09-24|
Kathleen Rubins|1978-10-14|
Francisco Rubio|1975-12-11|
Janice Voss|1956-10-08|2012-02-06
Alan Poindexter|1961-11-05|2012-07-01
Piers Sellers|1955-04-11|2016-12-23
Christopher Cassidy|1970-01-04|
Randolph Bresnik|1967-09-11|
Mark Vande Hei|1966-11-10|
Joseph Acaba|1967-05-17|
Scott D. Tingle|1965-07-19|
Richard Arnold|1963-11-26|
Andrew Feustel|1965-08-25|
Timothy Kopra|1963-04-09|
Gregory Chamitoff|1962-08-06|
Daniel Tani|1961-02-01|
Garrett Reisman|1968-02-10|
Clayton Anderson|1959-02-23|
Sandra Magnus|1964-10-30|
Michael Barratt|1959-04-16|
Stephanie Wilson|1966-09-27|
Leland Melvin|1964-02-15|
Barbara Morgan|1951-11-28|
Megan McArthur|1971-08-30|
Michael Massimino|1962-08-19|
John Grunsfeld|1958-10-10|
Karen Nyberg|1969-10-07|
Shannon Walker|1965-06-04|
Catherine Coleman|1960-12-14|
Douglas Wheelock|1960-05-05|
Terry Virts|1967-12-01|
Michael Hopkins|1968-12-28|
Jack Fischer|1974-01-23|
Andrew R. Morgan|1976-02-05|
Jonny Kim|1984-02-05|
Raja Chari|1977-06-24|
Kayla Barron|1987-09-19|
Jessica Watkins|1988-05-14|
Nicole Aunapu Mann|1977-06-27|
Josh A. Cassada|1973-07-18|
Jasmin Moghbeli|1983-06-24|
Loral O'Hara|1983-05-03|
Zena Cardman|1987-10-26|
Pamela Melroy|1961-09-17|
Scott Parazynski|1961-07-28|
Charles Precourt|1955-06-29|
Curtis Brown|1956-03-11|
James Wetherbee|1952-11-27|
Wendy Lawrence|1959-07-02|
Stephen Bowen|1964-02-13|
Brian Binnie|1953-04-26|2022-09-15
Dennis Tito|1940-08-08|
Gregory Olsen|1945-04-20|
Anousheh Ansari|1966-09-12|
Charles Simonyi|1948-09-10|
Richard Garriott|1961-07-04|
Jared Isaacman|1983-02-11|
Hayley Arceneaux|1991-12-04|
Sian Proctor|1970-03-28|
Joseph A. Walker|1921-02-20|1966-06-08
John B. McKay|1922-12-08|1975-04-27
Robert M. White|1924-07-06|2010-03-17
Robert A. Rushworth|1924-10-09|1993-03-18
William J. Knight|1929-11-18|2004-05-07
Michael J. Adams|1930-05-05|1967-11-15
William H. Dana|1930-11-03|2014-05-06
"""
