"""Counts how often SQLite asks the disk to make its writes durable: a thin file layer over SQLite's own, set up before the first connection."""

from __future__ import annotations

import _sqlite3
import ctypes
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_void_p

_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_SYNC = CFUNCTYPE(c_int, c_void_p, c_int)
_METHODS_AFTER_SYNC = 14  # of version 3, the newest: xFileSize … xUnfetch


class _Methods(Structure):
    """``sqlite3_io_methods``: what SQLite may do with one open file."""

    _fields_ = (
        ("iVersion", c_int),
        ("before", c_void_p * 4),  # xClose, xRead, xWrite, xTruncate
        ("xSync", _SYNC),
        ("after", c_void_p * (_METHODS_AFTER_SYNC - 1)),
    )


class _File(Structure):
    """``sqlite3_file``."""

    _fields_ = (("methods", POINTER(_Methods)),)


class _FileLayer(Structure):
    """``sqlite3_vfs``."""

    _fields_ = (
        ("iVersion", c_int),
        ("szOsFile", c_int),
        ("mxPathname", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("xOpen", _OPEN),
        ("rest", c_void_p * 14),  # xDelete … xNextSystemCall
    )


class SyncCount:
    """The syncs of every SQLite database that this process opens after this object was made. One a process."""

    def __init__(self) -> None:
        self.syncs = 0
        library = ctypes.CDLL(_sqlite3.__file__)
        library.sqlite3_vfs_find.restype = POINTER(_FileLayer)
        self._own: _FileLayer = library.sqlite3_vfs_find(None).contents
        self._counted: dict[int, _Methods] = {}
        self._layer = _FileLayer.from_buffer_copy(self._own)
        self._layer.name = b"counted"
        self._layer.xOpen = self._keep = _OPEN(self._open)
        if library.sqlite3_vfs_register(ctypes.byref(self._layer), 1):
            raise OSError("SQLite took no file layer")

    def _open(self, _layer: int, name: int, file: int, flags: int, out: int) -> int:
        code: int = self._own.xOpen(ctypes.addressof(self._own), name, file, flags, out)
        opened = ctypes.cast(file, POINTER(_File)).contents
        if opened.methods:
            opened.methods = ctypes.pointer(self._counting(opened.methods.contents))
        return code

    def _counting(self, methods: _Methods) -> _Methods:
        """The methods with a counted sync; made once for each kind of file, and kept as long as files may use them."""
        kind = ctypes.addressof(methods)
        if kind not in self._counted:
            own = methods.xSync

            def sync(file: int, flags: int) -> int:
                self.syncs += 1
                code: int = own(file, flags)
                return code

            self._counted[kind] = copy = _Methods.from_buffer_copy(methods)
            copy.xSync = _SYNC(sync)
        return self._counted[kind]
