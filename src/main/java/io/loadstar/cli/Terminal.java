package io.loadstar.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;

/**
 * What surrounds a command, passed in so that tests can stand in for a shell.
 *
 * @param directory what relative paths are relative to
 * @param isInteractive whether a person looks at {@code out}, rather than a file or a program
 */
record Terminal(
    PrintWriter out,
    PrintWriter err,
    Map<String, String> environment,
    Path directory,
    boolean isInteractive) {}
