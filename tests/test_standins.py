from __future__ import annotations

import subprocess
import sys

from communique.standins import standing_in


def test_a_module_stands_empty_only_within() -> None:
    sys.modules.pop("this", None)
    with standing_in("this", "json") as empty:
        assert list(empty) == ["this"], "what is there already stays"
        import this

        assert this is empty["this"]
    assert "this" not in sys.modules


def test_a_language_is_told_without_an_http_client() -> None:
    code = (
        "import sys\n"
        "from communique.cleaning.language import identify\n"
        "assert identify('The ministers of both states met in the capital on Tuesday.') == 'en'\n"
        "assert not {'requests', 'urllib3', 'robust_downloader'} & set(sys.modules), sorted(sys.modules)\n"
        "import robust_downloader\n"
        "assert robust_downloader.download\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
