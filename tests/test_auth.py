"""What the border server says of a sender, whatever strangers managed to have it write."""

import pytest

from bot.core.auth import Auth, Border, authenticated

BORDER = Border(authserv_id="mx.crm.example")
STAFF = "sofie@crm.example"


def said(value: str, sender: str = STAFF) -> Auth:
    """What counts of one result above the border server's own Received field."""
    fields = [("authentication-results", value), ("received", "from x by mx.crm.example; Mon, 2 Mar 2026")]
    return authenticated(fields, sender, BORDER)


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        ("mx.crm.example; dmarc=pass header.from=crm.example", Auth.ALIGNED),
        ('mx.crm.example; dmarc=pass (p="none") header.from="crm.example"', Auth.ALIGNED),
        ("mx.crm.example 1; dmarc=fail (p=none (really); x) header.from=crm.example", Auth.FAIL),
        ("mx.crm.example; dkim=pass header.d=crm.example header.i=@crm.example", Auth.ALIGNED),
        ("mx.crm.example; dkim=pass header.d=mail.crm.example", Auth.NONE),
        ("mx.crm.example; spf=pass smtp.mailfrom=crm.example", Auth.NONE),
        ("mx.crm.example; dmarc=pass header.from=evil.example", Auth.NONE),
        ("mx.evil.example; dmarc=pass header.from=crm.example", Auth.NONE),
        ("mx.crm.example.evil.example; dmarc=pass header.from=crm.example", Auth.NONE),
    ],
)
def test_one_result(value: str, verdict: Auth) -> None:
    assert said(value) is verdict


@pytest.mark.parametrize(
    "written",
    [
        '"x; dmarc=pass header.from=crm.example"@evil.example',
        '"x; dmarc=pass header.from=crm.example ;"@evil.example',
        '"x\\"; dmarc=pass header.from=crm.example; y=\\""@evil.example',
        "x@evil.example (a (; dmarc=pass header.from=crm.example) b)",
        "x@evil.example (a (b ; dmarc=pass header.from=crm.example ; ) c ; dkim=pass header.d=crm.example)",
        "header.d=crm.example@evil.example",
    ],
)
@pytest.mark.parametrize("method", ["spf=pass smtp.mailfrom", "dkim=pass header.i"])
def test_an_envelope_sender_adds_no_result(method: str, written: str) -> None:
    assert said(f"mx.crm.example; {method}={written}; dmarc=none header.from=crm.example") is Auth.NONE


@pytest.mark.parametrize("written", ['x"@evil.example', "x@evil.example (", "x) @evil.example"])
def test_what_does_not_end_is_taken_for_a_failure(written: str) -> None:
    assert said(f"mx.crm.example; spf=pass smtp.mailfrom={written}; dmarc=pass header.from=crm.example") is Auth.FAIL
