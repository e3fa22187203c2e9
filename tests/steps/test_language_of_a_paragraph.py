from askel.steps.rendering import as_html


def test_a_paragraph_in_another_language_says_so() -> None:
    html = as_html("*Suomeksi:* Hei!\n\n*In English:* Hello.\n\nNoor wrote.")

    assert html == (
        '<p lang="fi"><em>Suomeksi:</em> Hei!</p>\n<p lang="en"><em>In English:</em> Hello.</p>\n<p>Noor wrote.</p>\n'
    )
