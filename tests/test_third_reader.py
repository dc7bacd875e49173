"""The third reader: it learns from mails with marked values which one is new; what it is not sure of is not new."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from bot.core.changes import fingerprint, lessons, read_changes
from bot.core.fields import extract
from bot.core.finding import Kind
from bot.core.linear import dump, parse
from bot.core.meanings import Meanings
from bot.core.read import read
from bot.core.rule_checks import stale
from bot.core.standing import BITS, CLASSES, Standing
from bot.core.surroundings import Part, Surroundings
from bot.core.values import Age, Value
from bot.edge.build import shipped
from bot.edge.learning import learn_values
from bot.edge.rule_files import load, load_changes
from bot.errors import ConfigError

MEANINGS = Meanings({"en": {"swapped": "replace", "for": "for", "dial": "phone", "rings": "phone"}})
#: Words that no rule knows, so that all is learned: "we swapped OLD for NEW", and a number that somebody else has.
MAILS = "\n".join(
    line
    for place in range(10, 40)
    for line in (
        f"change_of_details | Ann Lee <ann{place}@lee.example> | "
        f"Zub . Hi,¶we swapped {{-02 555 {place} 11}} for {{+02 555 {place} 22}}.",
        f"change_of_details | Bob Ray <bob{place}@ray.example> | "
        f"the plumber rings under 02 555 {place} 33, dial {{+02 555 {place} 44}}",
    )
)


@pytest.fixture(scope="module")
def standing() -> Standing:
    changes = list(read_changes(MAILS))
    model = learn_values(lessons(changes, MEANINGS), fingerprint(changes, MEANINGS))
    return Standing(model=model, meanings=MEANINGS, agreed=0.6, new=0.7, denied=0.7, old=0.7)


def fields(text: str, standing: Standing | None) -> Mapping[str, object]:
    mail = read(f"From: Cy Poe <cy@poe.example>\r\nSubject: x\r\n\r\n{text}\r\n".encode())
    return extract(mail, changing=True, kind=Kind.CHANGE, standing=standing).fields


SWAPPED = "Hi,\r\nwe swapped 02 777 66 55 for 02 777 66 44."


def test_it_tells_new_from_old_where_no_rule_knows_the_words(standing: Standing) -> None:
    assert fields(SWAPPED, None) == {}
    assert fields(SWAPPED, standing) == {"phone": "+3227776644"}
    found = extract(read(f"From: c@p.example\r\n\r\n{SWAPPED}".encode()), changing=True, standing=standing)
    assert found.old == {"phone": "+3227776655"}


def test_what_is_not_surely_new_is_left_out(standing: Standing) -> None:
    assert fields(SWAPPED, replace(standing, agreed=1.0, new=1.0)) == {}
    ruled = "Our new phone number is 02 777 66 44."
    assert fields(ruled, None) == {"phone": "+3227776644"}
    assert fields(ruled, replace(standing, agreed=1.0, new=1.0)) == {}, (
        "a rule alone is not enough where a third reader has learned"
    )


def test_of_a_long_list_only_the_beginning_is_judged(standing: Standing) -> None:
    text = "dial the 1\n" * 60
    numbers = [Value(field="phone", value=str(place), start=11 * place + 9, end=11 * place + 10) for place in range(60)]
    always = replace(standing, new=1e-9)
    ages = [value.age for _, value in always.judged([Part(name="text", text=text, values=numbers)], own="", kind="x")]
    assert ages == [Age.NEW] * 40 + [Age.OTHER] * 20


def test_of_two_values_with_an_or_between_neither_is_meant(standing: Standing) -> None:
    assert fields(f"{SWAPPED[:-1]} or 02 777 66 22.", standing) == {}
    assert fields(f"{SWAPPED[:-1]}, or write to us.", standing) == {"phone": "+3227776644"}


def test_less_is_needed_where_the_rules_call_a_value_new(standing: Standing) -> None:
    ruled = "Our new phone number is 02 777 66 44."
    unsure = replace(standing, agreed=1e-9, new=1.0)
    assert fields(ruled, unsure) == {"phone": "+3227776644"}
    assert fields(SWAPPED, unsure) == {}, "of these the rules say nothing"


def test_more_is_needed_where_the_rules_call_a_value_old(standing: Standing) -> None:
    value = Value(field="phone", value="x", start=5, end=17, age=Age.OLD)
    part = Part(name="text", text="call 02 777 66 44", values=[value])
    sure, unsure = replace(standing, new=1e-9, denied=1.0), replace(standing, new=1.0, denied=1e-9)
    ages = [next(model.judged([part], own="", kind="x"))[1].age for model in (sure, unsure)]
    assert ages == [Age.OLD, Age.NEW]


def test_the_own_address_needs_no_third_reader_where_the_old_one_is_a_misspelling_of_it(standing: Standing) -> None:
    silent = replace(standing, agreed=1.0, new=1.0, denied=1.0)
    sender = "From: Ann <ann.meersman@post.example>\r\n\r\n"
    for text, found in (
        ("My address was typed in as ann.mersman@post.example.", {"email": "ann.meersman@post.example"}),
        ("My address is ann.mersman@post.example.", {}),
    ):
        mail = read(f"{sender}{text} Please correct it.".encode())
        assert extract(mail, changing=True, kind=Kind.CORRECTION, standing=silent).fields == found


@pytest.mark.parametrize("age", [Age.SAME, Age.APART])
def test_what_the_rules_say_to_stay_or_to_be_of_others_is_never_new(standing: Standing, age: Age) -> None:
    eager = replace(standing, agreed=1e-9, new=1e-9, denied=1e-9)
    value = Value(field="phone", value="x", start=5, end=17, age=age)
    part = Part(name="text", text="call 02 777 66 44", values=[value])
    assert next(eager.judged([part], own="", kind="x"))[1].age is not Age.NEW


def test_a_number_bare_behind_the_wish_to_have_its_sort_removed_is_the_one_that_goes(standing: Standing) -> None:
    eager = replace(standing, new=1e-9, denied=1.0)
    wish = "Please take my mobile number off my file."
    assert fields(f"{wish} 0472 11 22 33.", eager) == {"mobile": None}
    assert fields(f"{wish} Office: 02 777 66 44.", eager) != {"mobile": None}, "something is said between"


def test_right_check_digits_where_the_other_ones_are_wrong_need_no_third_reader(standing: Standing) -> None:
    silent = replace(standing, agreed=1.0, new=1.0, denied=1.0)
    assert fields("Our VAT number is 0999.418.219, not 0999.418.291.", silent) == {"vat": "BE0999418219"}
    assert fields("Our IBAN is BE68 5390 0754 7034, not BE68 5390 0754 7043.", silent) == {"iban": "BE68539007547034"}
    assert fields("Our VAT number is 0999.418.219 or 0403.019.261, not 0999.418.291.", silent) == {}
    assert fields("Our VAT number is 0999.418.219, not 0403.019.261.", silent) == {}, "both can be"
    eager = replace(standing, agreed=1e-9, new=1e-9, denied=1e-9)
    assert fields("Our VAT number is BE 0999.418.291.", eager) == {}, "nobody can have it"


def test_what_is_said_otherwise_stays_where_it_does_not_know(standing: Standing) -> None:
    unsure = replace(standing, agreed=1.0, new=1.0, denied=1.0, old=1.0)
    text = "call 02 777 66 44"
    ages = {
        age: next(
            value.age
            for _, value in unsure.judged(
                [Part(name="text", text=text, values=[Value(field="phone", value="x", start=5, end=17, age=age)])],
                own="",
                kind="correction",
            )
        )
        for age in Age
    }
    assert ages == {
        Age.NEW: Age.OTHER,
        Age.PLAIN: Age.OTHER,
        Age.OLD: Age.OLD,
        Age.SAME: Age.SAME,
        Age.APART: Age.APART,
        Age.OTHER: Age.OTHER,
    }


def test_of_a_signature_only_what_is_new_counts() -> None:
    lines = [
        f"change_of_details | A <a{place}@lee.example> | Hi, kindly dial below.¶-- ¶A Lee¶rings {{+02 555 {place} 22}}"
        for place in range(10, 40)
    ]
    changes = list(read_changes("\n".join(lines)))
    learned = Standing(
        model=learn_values(lessons(changes, MEANINGS), ""), meanings=MEANINGS, agreed=0.6, new=0.7, denied=0.7, old=0.7
    )
    text = "Hi, kindly dial below.\r\n\r\n-- \r\nC Poe\r\nrings 02 777 66 44"
    assert fields(text, learned) == {"phone": "+3227776644"}
    assert fields(text, replace(learned, agreed=1.0, new=1.0)) == {} == fields(text, None)


def test_a_part_of_an_address_is_completed_by_what_the_rules_say(standing: Standing) -> None:
    text = "The house number is 7, not 5 (Rue Haute 5, 4000 Liège)."
    assert fields(text, replace(standing, agreed=1.0, new=1.0)) == fields(text, None) != {}


def test_an_old_address_whose_box_is_put_right_is_no_new_one(standing: Standing) -> None:
    text = "Chez vous je suis rue Haute 14 bte 3, 1000 Bruxelles. La boite 3, c'est le voisin. Ma boite est la 5."
    eager = replace(standing, new=1e-9, denied=1e-9)
    found = fields(text, eager)["address"]
    assert isinstance(found, Mapping) and found["box"] == "5" and found["street"] == "rue Haute"


def test_the_signs_of_a_value_are_its_surroundings() -> None:
    text = "Fax:\nwe swapped 1 for 2. Bye"
    one, two = (text.index(sign) for sign in "12")
    values = [
        Value(field="phone", value="1", start=one, end=one + 1, age=Age.OLD),
        Value(field="phone", value="2", start=two, end=two + 1),
    ]
    part = Part(name="text", text=text, values=values)
    first, second = (set(signs) for _, signs in Surroundings([part], MEANINGS, own="", kind="correction").values())
    assert {"w-1=swapped", "w+1=for", "<0=replace", ">0=for", "heading=fax", "0 of 2", "age=old"} <= first
    assert {"1 of 2", "last=", "others=old", "<<=for", "<< True old"} - second == {"last="}
    assert "sentence 1=" not in second and "last" not in second, "a full stop and a word follow"


def test_lines_of_mails_are_read_with_their_marks_and_wrong_ones_are_named() -> None:
    (change,) = read_changes("# x\n\ncorrection | Ann <A@Lee.example> | Re: x . old {-02 1}¶new {+02 / 2}¶-- ¶Ann")
    assert (change.mail.subject, change.mail.text, change.mail.signature) == ("Re: x", "old 02 1\nnew 02 / 2", "Ann")
    assert change.marked == {("021", 0): "-", ("022", 0): "+"}
    for wrong in (
        "correction | no text",
        "access | Ann <a@lee.example> | text",
        "correction | nobody | text",
        "correction | Ann <a@lee.example> | ",
    ):
        with pytest.raises(ValueError, match="line 1"):
            list(read_changes(wrong))


def test_it_says_the_same_from_its_file_and_a_damaged_one_is_refused(standing: Standing) -> None:
    raw = dump(standing.model)
    assert parse(raw, CLASSES, BITS) == standing.model
    head, _, table = raw.partition(b"\n")
    for damaged in (
        b"x",
        b"{}\n" + table,
        head + b"\n" + table[:-1],
        head.replace(b"neither", b"nothing") + b"\n" + table,
        head.replace(b'"scale": ', b'"scale": 1e999, "x": ') + b"\n" + table,
    ):
        with pytest.raises(ValueError, match="damaged|another version"):
            parse(damaged, CLASSES, BITS)


def test_own_mails_are_learned_beside_the_shipped_ones_and_lint_tells_when_they_changed(tmp_path: Path) -> None:
    folder = shipped("rules")
    assert stale(load(folder), (), load_changes(folder))[1:] == (), "values.bin is not of the shipped mails"
    (tmp_path / "changes.txt").write_text(f"{MAILS}\n", encoding="utf-8")
    both = load_changes(folder, tmp_path)
    assert len(both) == len(load_changes(folder)) + len(MAILS.splitlines())
    assert any("values.bin" in line for line in stale(load(folder), (), both))
    (tmp_path / "values.bin").write_bytes(b"x")
    with pytest.raises(ConfigError) as raised:
        load(folder, tmp_path)
    assert "values.bin" in raised.value.problems[0]
