"""ONNX Runtime, loaded so that it reports nothing to its maker.

Since 1.29 its published builds for Linux and macOS report on the process and the model to Microsoft, and keep a device
identifier in the user's cache folder, unless `ORT_DISABLE_TELEMETRY` stands in the environment before the library is
loaded (microsoft/onnxruntime, pull request 27379). On Windows there is only the call, which comes after a
first report.
"""

from __future__ import annotations

import os
from types import ModuleType


def load_runtime() -> ModuleType:
    """The module `onnxruntime`, with its reports switched off."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    runtime: ModuleType = onnxruntime
    return runtime
