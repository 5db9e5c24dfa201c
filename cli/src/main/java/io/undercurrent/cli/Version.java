package io.undercurrent.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the jar's manifest names. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "undercurrent " + (version == null ? "(unpackaged)" : version),
            "java " + System.getProperty("java.version")
        };
    }
}
