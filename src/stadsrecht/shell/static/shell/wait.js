// A page that waits for the worker looks again after a while. Without this script it renews itself.
"use strict";

setTimeout(() => window.location.reload(), 3000);
