"""planner translate: a file to work in, and what is missing in it."""


def test_a_clinics_own_words_from_the_first_file_to_a_booklet(planner, tmp_path):
    (tmp_path / "library").mkdir()
    (tmp_path / "library/conditions.yaml").write_text("dizzy: {title: Dizziness, says: Things turn round you.}\n")
    first = planner("translate", "es")
    assert (first.code, first.err) == (0, "")
    assert first.out == "library/languages/es.po: 0 of 2 texts translated\n"
    words = tmp_path / "library/languages/es.po"
    listed = words.read_text("utf-8")
    assert '#: library/conditions.yaml:1\nmsgctxt "condition:dizzy.title"\nmsgid "Dizziness"' in listed
    checked = planner("translate", "es", "--check")
    assert checked.code == 3
    assert "library/languages/es.po:" in checked.err
    assert "condition:dizzy.title is not translated: Dizziness" in checked.err
    text = words.read_text("utf-8").replace('msgid "Dizziness"\nmsgstr ""', 'msgid "Dizziness"\nmsgstr "Mareo"')
    words.write_text(text.replace('you."\nmsgstr ""', 'you."\nmsgstr "Todo da vueltas."'), "utf-8")
    assert planner("translate", "es", "--check").out == "library/languages/es.po: all words are there\n"
    assert planner("translate", "es").out == "library/languages/es.po: 2 of 2 texts translated\n"
    assert "es  espa\u00f1ol  2 of " in planner("list", "languages", "--library", "library").out


def test_what_is_no_language_or_no_folder_is_said(planner, tmp_path):
    assert planner("translate", "es").err == (
        "library: there is no such folder; name the one that holds exercises/ or languages/\n"
    )
    (tmp_path / "library").mkdir()
    assert planner("translate", "xx").err == (
        "xx: there is no such language to translate to: write de, es, pt-BR or the like\n"
    )
    (tmp_path / "library/languages").mkdir()
    (tmp_path / "library/languages/es.po").write_text("no such line\n")
    assert "library/languages/es.po:" in planner("translate", "es").err
    assert "is not in the form of gettext" in planner("translate", "es").err
