package io.undercurrent.job.faults;

/** What a strike kills. */
enum Victim {
    /** One of the task managers; Flink restarts the job from its last checkpoint. */
    TASK_MANAGER("task manager"),

    /** The job manager, which forgets the job: it is submitted again from the newest checkpoint. */
    JOB_MANAGER("job manager"),

    /** The only broker; clients wait for it. */
    BROKER("broker");

    private final String title;

    Victim(String title) {
        this.title = title;
    }

    @Override
    public String toString() {
        return title;
    }
}
