# Runs Loadstar: what a checkout and an installation have in common. Who calls it says where things are:
#   home      what is moved as a whole
#   jar, lib  Loadstar's own classes, and its libraries
#   samples   the folder with db/ and sample-data/ that a trial load takes
#   archive   where classes are kept in a form that starts fast; empty if there is no place for it
#   launcher  the folder of this file
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
jars=$jar$(printf ':%s' "$lib"/*.jar)
# The heap gives back what it does not use, and native memory is one pool (below): three quarters of the usual room.
# What rules of many columns are compiled to is larger than methods that Java compiles by default, and Spark walks them with deep stacks.
heap=$((256 + 128 * $(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)))
[ "$heap" -ge 512 ] || heap=512
[ "$heap" -le 1024 ] || heap=1024
flags="-XX:+UseSerialGC -Xss4m -Xms200m -XX:NewSize=64m -Xmx${heap}m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=20 -XX:MetaspaceSize=160m -XX:ReservedCodeCacheSize=240m -XX:-DontCompileHugeMethods -Xshare:auto -Dloadstar.log=.loadstar/loadstar.log"
for package in java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util \
  java.util.concurrent java.util.concurrent.atomic jdk.internal.ref sun.nio.ch sun.nio.cs sun.util.calendar; do
  flags="$flags --add-opens=java.base/$package=ALL-UNNAMED"
done
# An archive of classes is used where it was made to be, since moving so many pointers takes a tenth of a second.
flags="$flags -XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0"
# Newer Javas warn of what Spark and Hadoop do; and what Java itself has to say must not get among what we print.
flags="$flags --enable-native-access=ALL-UNNAMED -Dsun.misc.unsafe.memory.access=allow -Xlog:disable -Xlog:all=warning,cds*=off:stderr"

# An archive serves the Java that made it, and the jars at the place where they were; either may have changed since.
release=$(dirname "$(dirname "$(readlink -f "$(command -v "$java")" 2>/dev/null || echo /none/none)")")/release
maker="$(cksum 2>/dev/null <"$release" || ls -Lid "$(command -v "$java")" 2>/dev/null || true) $home"
isStale=
if [ -n "$archive" ] && { [ "$(cat "$archive.maker" 2>/dev/null)" != "$maker" ] || [ -n "$(find "$jar" -newer "$archive.maker" 2>/dev/null)" ]; }; then
  isStale=yes
  # Where nobody may write, a start without an archive is faster than making one each time.
  [ -w "$(dirname "$archive")" ] || archive=
fi
if [ -n "$archive" ] && [ -n "$isStale" ]; then
  echo "Getting Loadstar ready for this Java, which takes a minute." >&2
  rm -f "$archive" || true
  # Loads in a throw-away project, to keep the classes they need in a form that starts fast.
  trial=$(mktemp -d)
  cp -R "$samples/db" "$samples/sample-data" "$trial"
  "$java" $flags -XX:ArchiveClassesAtExit="$archive" -cp "$jars" io.loadstar.cli.ClassArchiveWarmup "$trial" >/dev/null 2>&1 || true
  "$java" $flags -cp "$jars" io.loadstar.cli.Main warehouse stop --project "$trial" >/dev/null 2>&1 || true
  rm -rf "$trial"
  echo "$maker" 2>/dev/null >"$archive.maker" || true
fi

[ -z "$archive" ] || [ ! -e "$archive" ] || flags="$flags -XX:SharedArchiveFile=$archive"

# A small load is over before the second compiler has paid for itself. In large ones it leaves out what starts and plans
# them, which is called often, but not for long; a Java that says how many rules it has read must not say it on our output.
compilers=-XX:TieredStopAtLevel=1
# What goes on for hours is planned so often that the second compiler has paid for itself.
case "${1:-}" in
  stream | backfill) compilers= ;;
esac
previous=
# Spark's pages are for this machine, unless the work is done on others.
pages=127.0.0.1
for argument in "$@"; do
  case "$previous $argument" in
    "--master local"* | *" --master=local"*) ;;
    "--master "* | *" --master="*) pages= ;;
  esac
  case "$previous $argument" in
    "--input "* | *" --input="*)
      input=${argument#--input=}
      if [ -n "$compilers" ] && [ -e "$input" ] && [ "$(du -sk "$input" | cut -f1)" -gt 131072 ]; then
        compilers="-XX:-DisplayVMOutput -XX:CompilerDirectivesFile=$launcher/second-compiler.json"
      fi
      ;;
  esac
  previous=$argument
done
flags="$flags $compilers"

[ -z "$pages" ] || export SPARK_LOCAL_IP="${SPARK_LOCAL_IP:-$pages}"
export MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-1}
[ -t 1 ] && flags="$flags -Dloadstar.terminal=true"
exec "$java" $flags ${LOADSTAR_JAVA_OPTS:-} -cp "$jars" io.loadstar.cli.Main "$@"
