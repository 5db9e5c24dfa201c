package io.undercurrent.spec;

/** Checks the options for episodes: severity limits rise, and groups are named in only one way. */
final class EpisodeChecks {
    private EpisodeChecks() {}

    static void check(Settings settings) {
        Double major = settings.get("episodes.major", Double.class);
        Double critical = settings.get("episodes.critical", Double.class);
        if (major != null && critical != null && major >= critical) {
            String given =
                    settings.isGiven("episodes.major") ? "episodes.major" : "episodes.critical";
            settings.refuse(
                    given,
                    settings.shown("episodes.major")
                            + ": it must be below "
                            + settings.shown("episodes.critical"));
        }
        if (settings.isGiven("source.group-field") && settings.isGiven("episodes.group.pattern")) {
            settings.refuse(
                    "episodes.group.pattern",
                    settings.shown("episodes.group.pattern")
                            + ": "
                            + settings.shown("source.group-field")
                            + " names the groups already; give one of the two");
        }
    }
}
