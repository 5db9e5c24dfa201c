package io.undercurrent.job.embedded;

/**
 * What a job's metrics say of its source.
 *
 * @param events records that were scored or became dead letters since the tasks started
 * @param waiting records on the brokers that the readers have not fetched
 * @param schemaSeconds for how long fetched records have waited for a schema; 0 if none waits. Such
 *     records are no longer among those that wait on the brokers
 */
record SourceWork(double events, double waiting, double schemaSeconds) {
    static final SourceWork NONE = new SourceWork(0, 0, 0);

    /** Whether there is something to score. */
    boolean waits() {
        return waiting > 0 || schemaSeconds > 0;
    }
}
