package io.undercurrent.cli;

import java.io.File;
import java.nio.file.Path;

/** The program's jars as the launcher finds them, which this build has made. */
public final class ProgramLib {
    private ProgramLib() {}

    /** The folder of the jars that each runtime shares. */
    public static Path folder() {
        return Path.of(System.getProperty("program.lib"));
    }

    /** The class path with one runtime, as a value for {@code -cp}. */
    public static String classPath(String runtime) {
        return folder() + "/*" + File.pathSeparator + folder().resolve(runtime) + "/*";
    }
}
