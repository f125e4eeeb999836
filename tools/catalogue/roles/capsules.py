"""Roles in all crewed craft but Soyuz and the Space Shuttle."""

from .positions import (
    COMMAND_MODULE_PILOT,
    COMMANDER,
    LUNAR_MODULE_PILOT,
    MISSION_SPECIALIST,
    PILOT,
    SPACEFLIGHT_PARTICIPANT,
    Positions,
    named,
    rows,
)

ONE_SEAT = (
    *("Vostok", "Vostok-2", "Vostok-3", "Vostok-4", "Vostok-5", "Vostok-6"),
    *("Mercury-Redstone 3", "Mercury-Redstone 4", "Friendship Seven", "Aurora Seven", "Sigma Seven", "Faith Seven"),
    *("SpaceShipOne 15P", "SpaceShipOne 17P"),
    *(f"X-15 flight {number}" for number in (62, 77, 87, 90, 91, 138, 143, 150, 153, 174, 190, 191, 197)),
)
"""Missions with a pilot as the only crew."""

SPACESHIP_TWO = """
Unity 21|Frederick Sturckow, David Mackay|
Unity 22|David Mackay, Michael Masucci|
Unity 25|Michael Masucci, Frederick Sturckow|
Galactic 01|Michael Masucci, Nicola Pecile|
Galactic 02|Frederick Sturckow, Kelly Latimer|Jon Goodwin, Keisha Schahaff, Anastatia Mayers
Galactic 04|Frederick Sturckow, Kelly Latimer|Ron Rosano, Trevor Beattie, Namira Salim
"""
"""Mission, pilots, spaceflight participants."""

GEMINI_AND_OTHERS = """
Voskhod|Vladimir Komarov|
Voskhod-2|Pavel Belyayev|
Gemini III|Virgil Grissom|John Young
Gemini IV|James McDivitt|Edward White
Gemini V|Gordon Cooper|Pete Conrad
Gemini VII|Frank Borman|James Lovell
Gemini VI-A|Walter Schirra|Thomas Stafford
Gemini VIII|Neil Armstrong|David Scott
Gemini IX-A|Thomas Stafford|Eugene Cernan
Gemini X|John Young|Michael Collins
Gemini XI|Pete Conrad|Richard Gordon
Gemini XII|James Lovell|Edwin Aldrin
Skylab SL-2|Pete Conrad|Paul Weitz
Skylab SL-3|Alan Bean|Jack Lousma
Skylab SL-4|Gerald Carr|William Pogue
Shenzhou 5|Yang Liwei|
Shenzhou 6|Fei Junlong|
Shenzhou 7|Zhai Zhigang|
Shenzhou 9|Jing Haipeng|
Shenzhou 10|Nie Haisheng|
Shenzhou 11|Jing Haipeng|
Shenzhou 12|Nie Haisheng|
Shenzhou 13|Zhai Zhigang|
Shenzhou 14|Chen Dong|
Shenzhou 15|Fei Junlong|
Shenzhou 16|Jing Haipeng|
Shenzhou 17|Tang Hongbo|
Shenzhou 18|Ye Guangfu|
Shenzhou 19|Cai Xuzhe|
Shenzhou 20|Chen Dong|
Shenzhou 21|Zhang Lu|
Dragon Endeavour (SpX DM-2)|Douglas Hurley|
Inspiration4|Jared Isaacman|Sian Proctor
Fram2|Chun Wang|Rabea Rogge
Calypso|Barry Wilmore|Sunita Williams
"""
"""Mission, commander, pilot. Others had special roles, such as science pilot or medical officer."""

APOLLO = """
Apollo 7|Walter Schirra|Donn Eisele|Walter Cunningham
Apollo 8|Frank Borman|James Lovell|William Anders
Apollo 9 CSM|James McDivitt|David Scott|Russell Schweickart
Apollo 10 CSM|Thomas Stafford|John Young|Eugene Cernan
Apollo 11 CSM|Neil Armstrong|Michael Collins|Edwin Aldrin
Apollo 12 CSM|Pete Conrad|Richard Gordon|Alan Bean
Apollo 13 CSM|James Lovell|Jack Swigert|Fred Haise
Apollo 14 CSM|Alan Shepard|Stuart Roosa|Edgar Mitchell
Apollo 15 CSM|David Scott|Alfred Worden|James Irwin
Apollo 16 CSM|John Young|Ken Mattingly|Charles Duke
Apollo 17 CSM|Eugene Cernan|Ronald Evans|Harrison Schmitt
Apollo-Soyuz Test Project|Thomas Stafford|Vance Brand|
"""
"""Mission, commander, command module pilot, lunar module pilot."""

FOUR_SEATS = """
Dragon Resilience (Crew-1)|Michael Hopkins|Victor Glover
Dragon Endeavour (Crew-2)|Robert Kimbrough|Megan McArthur
Dragon Endurance (Crew-3)|Raja Chari|Thomas Marshburn
Dragon Freedom (Crew-4)|Kjell N. Lindgren|Robert Hines
Dragon Endurance (Crew-5)|Nicole Aunapu Mann|Josh A. Cassada
Dragon Endeavour (Crew-6)|Stephen Bowen|Warren Hoburg
Dragon Endurance (Crew-7)|Jasmin Moghbeli|Andreas Mogensen
Dragon Endeavour (Crew-8)|Matthew Dominick|Michael Barratt
Dragon Freedom (Crew-9)|Nick Hague|
Dragon Endurance (Crew-10)|Anne McClain|Nichole Ayers
Dragon Endeavour (Crew-11)|Zena Cardman|Edward Fincke
Dragon Freedom (Crew-12)|Jessica Meir|Jack Hathaway
Axiom Ax-1|Michael López-Alegría|Larry Connor
Axiom Ax-2|Peggy Whitson|John Shoffner
Axiom Ax-3|Michael López-Alegría|Walter Villadei
Axiom Ax-4|Peggy Whitson|Shubhanshu Shukla
Polaris Dawn|Jared Isaacman|Scott Poteet
Artemis II|Reid Wiseman|Victor Glover
"""
"""Mission, commander, pilot. All others were mission specialists."""

CAPSULES = {
    **dict.fromkeys(ONE_SEAT, Positions({}, rest=PILOT)),
    **{
        mission: Positions(named({PILOT: pilots, SPACEFLIGHT_PARTICIPANT: participants}))
        for mission, pilots, participants in rows(SPACESHIP_TWO)
    },
    **{
        mission: Positions(named({COMMANDER: commander, PILOT: pilot}))
        for mission, commander, pilot in rows(GEMINI_AND_OTHERS)
    },
    **{
        mission: Positions(named({COMMANDER: commander, COMMAND_MODULE_PILOT: second, LUNAR_MODULE_PILOT: third}))
        for mission, commander, second, third in rows(APOLLO)
    },
    **{
        mission: Positions(named({COMMANDER: commander, PILOT: pilot}), rest=MISSION_SPECIALIST)
        for mission, commander, pilot in rows(FOUR_SEATS)
    },
}
