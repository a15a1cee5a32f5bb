from camviewer.session.file_names import file_stem, file_stems


def test_names_hold_no_letter_that_a_file_may_not(picture, explain):
    explanation = explain(picture, ("grad-cam@late/5→cat dog",))
    (heatmap,) = explanation.heatmaps.values()
    assert file_stem(heatmap) == "grad-cam@late_5_for_cat_dog"


def test_two_maps_never_have_the_same_file(picture, explain):
    explanation = explain(picture, ("a b", "a_b", "c"))
    assert list(file_stems(explanation).values()) == ["a_b", "a_b_2", "c"]
