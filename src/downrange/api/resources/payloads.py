"""Payloads and their flights, as dockings nest them (contract, 02 §13)."""

from downrange.catalog import models

from ..components import Component, Constant, Link, many, one


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
