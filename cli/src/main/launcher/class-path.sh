# Sourced by the launchers, with the folder of the jars in $lib: sets class_path to the shared jars and those of one
# runtime. Flink and Kafka Streams bring two builds of org.rocksdb, so they never meet on one class path. What is chosen
# here wrongly, such as a job.runtime that an environment variable sets, the program refuses and asks for --runtime.
runtime=flink
case " $* " in
  *" --runtime kafka-streams "* | *" --runtime=kafka-streams "* | " alarms "*) runtime=kafka-streams ;;
  *" --runtime "* | *" --runtime="*) ;;
  " run "* | " state "* | " bootstrap "*)
    for file in "$@"; do
      case $file in
        *.yaml | *.yml) ! grep -Eqs '^(job\.|job: *\{(.*[ ,])?| +)runtime: *["'\'']?kafka-streams' "$file" || runtime=kafka-streams ;;
      esac
    done
    ;;
esac
class_path=$lib/*:$lib/$runtime/*
[ ! -d "$lib/lab" ] || class_path=$class_path:$lib/lab/*
