"""Mission patches: links to pictures on Wikimedia Commons.

Each URL, or that of its thumbnail, was found in public source files: most of Apollo's in several, the others mostly in
one. Its two folders agree with the MD5 of the file name, as Wikimedia makes them. The links were not requested. No
picture is shipped.
"""

from collections.abc import Mapping

from .aboard import Aboard
from .agencies import NASA
from .records import Catalogue

COMMONS = "https://upload.wikimedia.org/wikipedia/commons/"

OF_MISSIONS = {
    "Mercury-Redstone 3": ("Freedom 7", "8/83/Mercury_3_-_Patch.png"),
    "Mercury-Redstone 4": ("Liberty Bell 7", "4/48/Mercury_4_-_Patch.png"),
    "Friendship Seven": ("Friendship 7", "6/68/Mercury_6_-_Patch.png"),
    "Aurora Seven": ("Aurora 7", "3/38/Aurora_7_patch.png"),
    "Sigma Seven": ("Sigma 7", "8/87/Mercury-8-patch.png"),
    "Faith Seven": ("Faith 7", "c/c5/Mercury_9_-_Patch.png"),
    "Gemini III": ("Gemini 3", "7/7c/Gemini3.png"),
    "Gemini IV": ("Gemini 4", "0/07/Gemini_Four_patch.jpg"),
    "Gemini V": ("Gemini 5", "c/ce/Gemini5insignia.png"),
    "Gemini VII": ("Gemini 7", "d/d9/Gemini_VII_patch.png"),
    "Gemini VI-A": ("Gemini 6A", "1/10/Gemini_6A_patch.png"),
    "Gemini VIII": ("Gemini 8", "6/6d/Ge08Patch_orig.png"),
    "Gemini IX-A": ("Gemini 9A", "7/7e/Ge09Patch_orig.png"),
    "Gemini X": ("Gemini 10", "8/82/Gemini_10_mission_patch_original.png"),
    "Gemini XI": ("Gemini 11", "d/dd/Gemini_11_patch.png"),
    "Gemini XII": ("Gemini 12", "0/0e/Gemini_12_insignia.png"),
    "Apollo 7": ("Apollo 7", "2/20/Apollo7.png"),
    "Apollo 8": ("Apollo 8", "8/8b/Apollo-8-patch.png"),
    "Apollo 9 CSM": ("Apollo 9", "1/1d/Apollo_9_mission_patch.png"),
    "Apollo 10 CSM": ("Apollo 10", "6/64/Apollo-10-LOGO.png"),
    "Apollo 11 CSM": ("Apollo 11", "2/27/Apollo_11_insignia.png"),
    "Apollo 12 CSM": ("Apollo 12", "8/8d/Apollo_12_insignia.png"),
    "Apollo 13 CSM": ("Apollo 13", "a/ac/Apollo_13-insignia.png"),
    "Apollo 14 CSM": ("Apollo 14", "d/d7/Apollo_14-insignia.png"),
    "Apollo 15 CSM": ("Apollo 15", "e/e5/Apollo_15-insignia.png"),
    "Apollo 16 CSM": ("Apollo 16", "6/66/Apollo-16-LOGO.png"),
    "Apollo 17 CSM": ("Apollo 17", "7/76/Apollo_17-insignia.png"),
    "Columbia (STS-107)": ("STS-107", "7/77/STS-107_Flight_Insignia.svg"),
    "Dragon Resilience (Crew-1)": ("Crew-1", "1/1c/SpaceX_Crew-1_logo.svg"),
    "Dragon Endeavour (Crew-2)": ("Crew-2", "b/bd/SpaceX_Crew-2_logo.png"),
    "Artemis II": ("Artemis II", "1/16/Artemis_II_patch.svg"),
}
"""Mission → name of the patch, and its path at Wikimedia Commons."""

OF_PROGRAMS = {
    "Apollo": ("Apollo program", "0/00/Apollo_program.svg"),
    "International Space Station": ("International Space Station", "1/15/ISS_emblem.png"),
}
OF_EXPEDITIONS = {
    "Expedition 60": ("Expedition 60", "a/aa/ISS_Expedition_60_Patch.svg"),
    "Expedition 64": ("Expedition 64", "c/cd/ISS_Expedition_64_Patch.png"),
    "Expedition 71": ("Expedition 71", "b/b4/ISS_Expedition_71_Patch.png"),
    "Expedition 73": ("Expedition 73", "a/a4/ISS_Expedition_73_Patch.png"),
}


def add_patches(
    catalogue: Catalogue, seats: Aboard, programs: Mapping[str, int], expeditions: Mapping[str, int]
) -> None:
    """Add the patches and link launches, programs and expeditions to them."""
    wearers = [
        *(("launches", seats.flight(mission)["launch"], patch) for mission, patch in OF_MISSIONS.items()),
        *(("programs", programs[name], patch) for name, patch in OF_PROGRAMS.items()),
        *(("expeditions", expeditions[name], patch) for name, patch in OF_EXPEDITIONS.items()),
    ]
    for table, wearer, (name, place) in wearers:
        values = {"name": f"{name} patch", "image_url": COMMONS + place, "agency": NASA}
        patch = catalogue.own("mission_patches", place.rpartition("/")[2], values)
        catalogue.link(table, wearer, "mission_patches", patch)
