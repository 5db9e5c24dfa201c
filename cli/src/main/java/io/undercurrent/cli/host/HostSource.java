package io.undercurrent.cli.host;

/** Where readings come from: the operating system, or a test. */
interface HostSource {
    HostReading read();
}
