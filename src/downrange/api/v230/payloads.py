"""`/2.3.0/payloads/` and `/2.3.0/payload_flights/` (contract, 02 §13)."""

from datetime import datetime

from django.db.models import Min
from django.db.models.expressions import Combinable, OuterRef, Subquery

from downrange.catalog import models

from ..components import Constant, Link, many, one
from ..filters import choice, number, text
from ..resource import Examples, Ordering, Resource, Searched
from .components import Component


class PayloadMini(Component):
    response_mode = Constant("list")
    type = one("PayloadType", null=True)
    manufacturer = one("AgencyMini", null=True)
    operator = one("AgencyMini", null=True)
    image = one("Image", null=True)

    class Meta:
        model = models.Payload
        fields: tuple[str, ...] = ("response_mode", "id", "name", "type", "manufacturer", "operator", "image")


class PayloadNormal(PayloadMini):
    response_mode = Constant("normal")
    manufacturer = one("AgencyNormal", null=True)
    operator = one("AgencyNormal", null=True)
    program = many("ProgramMini")

    class Meta(PayloadMini.Meta):
        fields = (*PayloadMini.Meta.fields, "wiki_link", "info_link", "program", "cost", "mass", "description")


class PayloadDetailed(PayloadNormal):
    response_mode = Constant("detailed")
    manufacturer = one("AgencyDetailed", null=True)
    operator = one("AgencyDetailed", null=True)
    program = many("ProgramNormal")


class PayloadFlightMini(Component):
    response_mode = Constant("list")
    url = Link("payload_flights")
    payload = one("PayloadMini")
    launch = one("LaunchMini", null=True)
    landing = one("Landing", null=True)

    class Meta:
        model = models.PayloadFlight
        fields: tuple[str, ...] = (
            "response_mode",
            "id",
            "url",
            "destination",
            "amount",
            "payload",
            "launch",
            "landing",
        )


class PayloadFlightNormal(PayloadFlightMini):
    response_mode = Constant("normal")
    payload = one("PayloadNormal")
    launch = one("LaunchNormal", null=True)


class PayloadFlightDetailed(PayloadFlightNormal):
    response_mode = Constant("detailed")
    payload = one("PayloadDetailed")
    docking_events = many("DockingEventForChaserNormal", order=("docking", "pk"))

    class Meta(PayloadFlightNormal.Meta):
        fields = (*PayloadFlightNormal.Meta.fields, "docking_events")


class PayloadFlightMiniSerializerNoLanding(PayloadFlightMini):
    class Meta(PayloadFlightMini.Meta):
        fields = PayloadFlightMini.fields_without("landing")


class PayloadFlightNormalSerializerNoLanding(PayloadFlightNormal):
    class Meta(PayloadFlightNormal.Meta):
        fields = PayloadFlightNormal.fields_without("landing")


class PayloadFlightDetailedSerializerNoLanding(PayloadFlightDetailed):
    class Meta(PayloadFlightDetailed.Meta):
        fields = PayloadFlightDetailed.fields_without("landing")


class PayloadFlightSerializerNoLaunch(PayloadFlightDetailed):
    class Meta(PayloadFlightDetailed.Meta):
        fields = PayloadFlightDetailed.fields_without("launch")


def first_launch(now: datetime) -> Combinable:
    """When a payload first flew: upstream's ordering joins its flights, and so repeats one that flew twice."""
    flights = models.PayloadFlight.objects.filter(payload=OuterRef("pk")).order_by().values("payload")
    return Subquery(flights.annotate(net=Min("launch__net")).values("net"))


PAYLOADS = Resource(
    route="payloads",
    title="Payload",
    components={"list": PayloadMini, "normal": PayloadNormal, "detailed": PayloadDetailed},
    record=PayloadDetailed,
    filters=(
        number("manufacturer__id"),
        *text("manufacturer__name"),
        *text("name"),
        choice("operator"),
        number("operator__id"),
        *text("operator__name"),
        number("program__id"),
    ),
    search=(
        "manufacturer__name",
        "name",
        "operator__name",
        "payloadflight__destination",
        Searched("payloadflight__rocket__launch__name", "payloadflight__launch__name"),
    ),
    orderings=("id", "name", Ordering("payloadflight__rocket__launch__net", first_launch, nullable=True)),
    examples=Examples(
        mode="list",
        filters="program__id=3",
        search="Agena",
        ordering="-payloadflight__rocket__launch__net",
    ),
)

PAYLOAD_FLIGHTS = Resource(
    route="payload_flights",
    title="Payload Flight",
    components={"list": PayloadFlightMini, "normal": PayloadFlightNormal, "detailed": PayloadFlightDetailed},
    record=PayloadFlightDetailed,
    filters=(choice("payload"),),
    examples=Examples(mode="list", filters="payload=1000000001"),
)
