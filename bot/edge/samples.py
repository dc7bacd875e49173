"""Sample customers for the demo and the tests: invented people with reserved addresses."""

from datetime import UTC, date, datetime

from sqlmodel import Session

from bot.edge.subject_tables import (
    Agreement,
    Contact,
    Disclosure,
    Document,
    EmailAddress,
    Invoice,
    Phone,
    PostalAddress,
    Service,
    Subscription,
)

_JOINED = date(2019, 3, 4)


def load(session: Session) -> None:
    """Write the samples into an empty store."""
    anna = _contact(session, "K-1001", "Anna", "Lefevre", "fr", "anna.lefevre@maison.example")
    bram = _contact(session, "K-1002", "Bram", "Peeters", "nl", "bram.peeters@huis.example")
    carol = _contact(session, "K-1003", "Carol", "Smith", "en", "carol.smith@house.example")
    dieter = _contact(session, "K-1004", "Dieter", "Klein", "de", "dieter.klein@haus.example")
    atelier = _contact(session, "K-1005", "", "", "fr", "compta@atelier.example", company="Atelier du Midi SRL")
    for number, first in (("K-1006", "Emma"), ("K-1007", "Félix")):
        _contact(session, number, first, "Dumont", "fr", "famille@maison.example")
    _homes(session, anna, bram, carol, dieter, atelier)
    _business(session, anna, carol, dieter)
    for contact_id, address in ((anna, "anna.lefevre@maison.example"), (bram, "bram.peeters@huis.example")):
        _subscription(session, contact_id, address, "news")
        _subscription(session, contact_id, address, "product")
    reader = "lecteur@journal.example"
    _subscription(session, _contact(session, None, "", "", "fr", reader), reader, "news")
    session.flush()


def _contact(
    session: Session, number: str | None, first: str, last: str, language: str, address: str, company: str | None = None
) -> int:
    contact = Contact(
        customer_number=number,
        first_name=first or None,
        last_name=last or None,
        company=company,
        language=language,
        office="1er étage" if company else None,
        source="agreement",
        collected_on=_JOINED,
    )
    session.add(contact)
    session.flush()
    contact_id = contact.id or 0
    session.add(EmailAddress(contact_id=contact_id, address=address, source="form", collected_on=_JOINED))
    return contact_id


def _homes(session: Session, anna: int, bram: int, carol: int, dieter: int, atelier: int) -> None:
    homes = (
        (anna, "Rue des Tilleuls", "12", "4000", "Liège", "+3242523188"),
        (bram, "Kerkstraat", "8", "9000", "Gent", "+3292330101"),
        (carol, "Avenue Louise", "200", "1050", "Ixelles", "+3226409915"),
        (dieter, "Klosterstraße", "19", "4780", "Sankt Vith", "+3280221100"),
        (atelier, "Rue du Midi", "44", "1000", "Bruxelles", "+3225110000"),
    )
    for contact_id, street, number, postcode, city, phone in homes:
        session.add(
            PostalAddress(
                contact_id=contact_id,
                street=street,
                number=number,
                postcode=postcode,
                city=city,
                source="form",
                collected_on=_JOINED,
            )
        )
        session.add(Phone(contact_id=contact_id, line="phone", number=phone, source="phone", collected_on=_JOINED))


def _business(session: Session, anna: int, carol: int, dieter: int) -> None:
    session.add(Agreement(contact_id=carol, title="Hosting", signed_on=date(2021, 5, 3), ended_on=date(2025, 5, 3)))
    session.add(Service(contact_id=anna, sort="domain", name="lefevre.example", since=_JOINED))
    session.add(Service(contact_id=carol, sort="hosting", name="smith.example", since=date(2021, 5, 3)))
    session.add(Service(contact_id=dieter, sort="office365", name="Business Basic", since=_JOINED))
    for year in (2024, 2025):
        session.add(
            Invoice(
                contact_id=carol,
                number=f"{year}-0042",
                issued_on=date(year, 6, 30),
                cents=12_100,
                billed_to="Carol Smith, Avenue Louise 200, 1050 Ixelles",
            )
        )
    session.add(Document(contact_id=anna, sort="document", title="Convention signée", made_on=date(2024, 1, 8)))
    session.add(Document(contact_id=anna, sort="image", title="Photo du magasin", made_on=date(2024, 2, 9)))
    session.add(Document(contact_id=anna, sort="sound", title="Appel du 14 mars", made_on=date(2025, 3, 14)))
    for recipient, address, ground, secret in (
        ("Hosting Partner SA", "privacy@partner.example", "contract", False),
        ("Parquet de Liège", "", "judicial order", True),
    ):
        session.add(
            Disclosure(
                contact_id=anna,
                recipient=recipient,
                address=address,
                ground=ground,
                given_on=date(2025, 4, 1),
                secret=secret,
            )
        )


def _subscription(session: Session, contact_id: int, address: str, topic: str) -> None:
    session.add(
        Subscription(
            contact_id=contact_id,
            address=address,
            topic=topic,
            basis="consent",
            consent_at=datetime(2024, 1, 10, 9, 0, tzinfo=UTC),
            evidence="form of 10 January 2024",
        )
    )
