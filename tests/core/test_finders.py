from fontTools.ttLib import TTFont

from careernet.core.finders import FONTS, FontFinder


def test_the_finder_lists_both_fonts_as_web_fonts() -> None:
    finder = FontFinder()

    listed = {path: TTFont(storage.path(path)).flavor for path, storage in finder.list([])}

    assert listed == dict.fromkeys(FONTS, "woff2")


def test_the_fonts_draw_the_letters_of_names_and_even_figures() -> None:
    heading = TTFont(FontFinder().find("fonts/bricolage-grotesque.woff2"))

    letters = heading.getBestCmap()

    assert {letter for letter in "ŞğİłžĐạễ–“”’" if ord(letter) not in letters} == set()
    assert "tnum" in {feature.FeatureTag for feature in heading["GSUB"].table.FeatureList.FeatureRecord}


def test_the_fonts_are_small_and_keep_only_the_weights_in_use() -> None:
    heading = TTFont(FontFinder().find("fonts/bricolage-grotesque.woff2"))

    axes = [(axis.axisTag, axis.minValue, axis.maxValue) for axis in heading["fvar"].axes]

    assert axes == [("wght", 500, 800)]


def test_a_path_that_is_no_font_is_left_to_other_finders() -> None:
    finder = FontFinder()

    found = finder.find("css/app.css"), finder.find("css/app.css", find_all=True)

    assert found == (None, [])
