"""Keep the third-party files in site_templates/vendor/ true to their packages.

    python tools/vendor.py           fetch each package anew and write its files
    python tools/vendor.py --check   compare the files with their checksums

The manifest names each npm package, its version and the files taken from it.
For another version, change the number there and run the script without --check.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

VENDOR = Path(__file__).resolve().parent.parent / "site_templates" / "vendor"
MANIFEST = VENDOR / "manifest.json"


class VendoredFile(TypedDict):
    """One file: where it lies here, its name in the package, its checksum."""

    path: str
    source: str
    sha256: str


class VendoredPackage(TypedDict):
    """One package and the files taken from it."""

    name: str
    version: str
    licence: str
    copyright: str
    package: str
    files: list[VendoredFile]


def main() -> int:
    """Refresh the vendored files, or check them; return the exit status."""
    parser = argparse.ArgumentParser(description="Refresh or check the vendored files.")
    parser.add_argument("--check", action="store_true", help="only compare checksums")
    packages = read_manifest()
    if parser.parse_args().check:
        problems = list(differences(packages))
        print("\n".join(problems) or "The vendored files match the manifest.")
        return 1 if problems else 0
    for package in packages:
        refresh(package)
    write_manifest(packages)
    return 0


def differences(packages: list[VendoredPackage]) -> Iterator[str]:
    """Say which files are missing, changed, or in no package's list."""
    listed = {file["path"]: file["sha256"] for package in packages for file in package["files"]}
    for name, expected in listed.items():
        path = VENDOR / name
        if not path.is_file():
            yield f"{name}: missing"
        elif sha256(path.read_bytes()) != expected:
            yield f"{name}: differs from its checksum"
    present = {p.relative_to(VENDOR).as_posix() for p in VENDOR.rglob("*") if p.is_file()}
    for name in sorted(present - listed.keys() - {MANIFEST.name}):
        yield f"{name}: not in the manifest"


def refresh(package: VendoredPackage) -> None:
    """Fetch a package, write its files and note their checksums."""
    with tempfile.TemporaryDirectory() as folder:
        archive = fetch(f"{package['package']}@{package['version']}", Path(folder))
        with tarfile.open(archive) as members:
            for file in package["files"]:
                content = read_member(members, f"package/{file['source']}")
                target = VENDOR / file["path"]
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
                file["sha256"] = sha256(content)


def fetch(specifier: str, folder: Path) -> Path:
    """Let npm put a package's archive into the folder."""
    subprocess.run(["npm", "pack", specifier], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    (archive,) = folder.glob("*.tgz")
    return archive


def read_member(archive: tarfile.TarFile, name: str) -> bytes:
    """Read one file out of an archive."""
    member = archive.extractfile(name)
    if member is None:
        raise FileNotFoundError(name)
    return member.read()


def sha256(content: bytes) -> str:
    """Return the checksum that the manifest records."""
    return hashlib.sha256(content).hexdigest()


def read_manifest() -> list[VendoredPackage]:
    """Read the list of packages."""
    packages: list[VendoredPackage] = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return packages


def write_manifest(packages: list[VendoredPackage]) -> None:
    """Write the list of packages back, with the checksums of now."""
    text = json.dumps(packages, indent=2, ensure_ascii=False)
    MANIFEST.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
