# Sourced by the launchers, with the folder of the jars in $lib and, unless it is on the PATH, the JVM in $java: sets
# class_path to the shared jars and those of one runtime, and vector to the flags for the Vector API.
# Flink and Kafka Streams bring two builds of org.rocksdb, so they never meet on one class path. What is chosen
# here wrongly, such as a job.runtime that an environment variable sets, the program refuses and asks for --runtime.
runtime=flink
case " $* " in
  *" --runtime kafka-streams "* | *" --runtime=kafka-streams "* | " alarms "*) runtime=kafka-streams ;;
  *" --runtime "* | *" --runtime="*) ;;
  " run "* | " state "* | " bootstrap "* | " forecast "*)
    for file in "$@"; do
      case $file in
        *.yaml | *.yml) ! grep -Eqs '^(job\.|job: *\{(.*[ ,])?| +)runtime: *["'\'']?kafka-streams' "$file" || runtime=kafka-streams ;;
      esac
    done
    ;;
esac
class_path=$lib/*:$lib/$runtime/*
[ ! -d "$lib/lab" ] || class_path=$class_path:$lib/lab/*

# With the Vector API an event and a training step take about two thirds of the time. The JVM announces it in a line and
# starts half a second later, so only commands that compute for long get it, and only if this JDK has it.
# JAVA_OPTS=-Dundercurrent.step=plain does without.
vector=
case ${1:-} in
  run | demo | train | bootstrap | evaluate | pretrain)
    case " ${JAVA_OPTS:-} " in
      *" -Dundercurrent.step=plain "*) ;;
      *) ! "${java:-java}" --add-modules jdk.incubator.vector -version >/dev/null 2>&1 || vector="--add-modules jdk.incubator.vector" ;;
    esac
    ;;
esac
