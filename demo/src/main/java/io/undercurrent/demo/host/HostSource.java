package io.undercurrent.demo.host;

/** Where readings come from: the operating system, or a test. */
interface HostSource {
    HostReading read();
}
