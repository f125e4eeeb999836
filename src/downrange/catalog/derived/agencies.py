"""Figures of agencies."""

from datetime import datetime

from .. import models
from .derivation import Derivation, Figures, Keys, existing
from .flight_log import (
    LANDING,
    LAUNCH,
    PAYLOAD,
    SPACECRAFT,
    STAGE,
    Counts,
    count_landings,
    landing_counters,
    launch_counters,
    pending_launches,
    tally_landings,
    tally_launches,
)
from .formulas import Tally


def agency_figures(keys: Keys, now: datetime) -> Figures:
    """Launches that the agency provided, with landings of their first stages; landings of the spacecraft that are its
    own; landings of the payloads that it operates.
    """
    launches = tally_launches("launch_service_provider", keys, now)
    pending = pending_launches("launch_service_provider", keys, now)
    stages = tally_landings(STAGE, "rocket__launch__launch_service_provider", keys, now)
    spacecraft = count_landings("spacecraft__spacecraft_config__agency", keys, now, SPACECRAFT)
    payloads = count_landings("payload__operator", keys, now, PAYLOAD)
    return {
        pk: {
            **launch_counters(launches.get(pk, Tally()), stages.get(pk, Tally()), pending.get(pk, 0)),
            **landing_counters(spacecraft.get(pk, Counts()), "_spacecraft"),
            **landing_counters(payloads.get(pk, Counts()), "_payload"),
        }
        for pk in existing(models.Agency, keys)
    }


_SPACECRAFT_FLIGHTS = "spacecraft_configurations__spacecraft__flights"

DERIVATIONS = (
    Derivation(
        models.Agency,
        agency_figures,
        {
            "launches": LAUNCH,
            "launches__rocket__firststage__landing": LANDING,
            _SPACECRAFT_FLIGHTS: ("mission_end",),
            f"{_SPACECRAFT_FLIGHTS}__launch": ("net",),
            f"{_SPACECRAFT_FLIGHTS}__landing": LANDING,
            "operated_payloads__payloadflight__launch": ("net",),
            "operated_payloads__payloadflight__landing": LANDING,
        },
    ),
)
