package io.undercurrent.spec;

/** What has to fit together about episodes: severities rise, groups are named in one way. */
final class EpisodeChecks {
    private EpisodeChecks() {}

    static void check(Settings settings) {
        Double major = settings.get(Options.EPISODES_MAJOR);
        Double critical = settings.get(Options.EPISODES_CRITICAL);
        if (major != null && critical != null && major >= critical) {
            Option<?> given =
                    settings.isGiven(Options.EPISODES_MAJOR)
                            ? Options.EPISODES_MAJOR
                            : Options.EPISODES_CRITICAL;
            settings.refuse(
                    given,
                    settings.shown(Options.EPISODES_MAJOR)
                            + ": it must be below "
                            + settings.shown(Options.EPISODES_CRITICAL));
        }
        if (settings.isGiven(Options.GROUP_FIELD)
                && settings.isGiven(Options.EPISODES_GROUP_PATTERN)) {
            settings.refuse(
                    Options.EPISODES_GROUP_PATTERN,
                    settings.shown(Options.EPISODES_GROUP_PATTERN)
                            + ": "
                            + settings.shown(Options.GROUP_FIELD)
                            + " names the groups already; give one of the two");
        }
    }
}
