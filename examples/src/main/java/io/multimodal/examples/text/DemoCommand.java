// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.text;

import io.multimodal.examples.pictures.SamplePictures;
import io.multimodal.types.failure.MediaException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** The command line around {@link TextInPictures}: exit codes, progress, errors in one sentence. */
final class DemoCommand {
    private static final int WELL = 0;
    private static final int FAILED = 1;
    private static final int MISUSE = 2;

    private DemoCommand() {}

    static int run(String... commandLine) {
        if (commandLine.length == 1 && commandLine[0].equals("--help")) {
            System.out.println(DemoArguments.USAGE);
            return WELL;
        }
        Path home = Path.of(System.getProperty("multimodal.home", "."));
        try {
            SamplePictures.drawInto(home.resolve("examples/target/pictures/drawn"));
            run(DemoArguments.parse(home, commandLine));
            return WELL;
        } catch (DemoArguments.UsageException e) {
            System.err.println("demo: " + e.getMessage() + ".\n" + DemoArguments.USAGE);
            return MISUSE;
        } catch (Exception e) {
            System.err.println("demo: " + sentenceOf(e));
            return FAILED;
        }
    }

    private static void run(DemoArguments arguments) throws Exception {
        ConsoleReport report = new ConsoleReport(System.out, arguments.folder());
        report.begin(arguments);
        Stages stages = Stages.sinceProcessStart();
        stages.end("start of Java");
        TextInPictures.Result result = TextInPictures.run(arguments, report::picture, stages);
        report.end(result, arguments, stages);
    }

    /**
     * The message closest to the cause that is a sentence: Flink wraps it in several layers of
     * where, and Java's own file exceptions below it say nothing but a path.
     */
    private static String sentenceOf(Throwable failure) {
        Throwable told = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null && !(cause instanceof FileSystemException)) {
                told = cause;
            }
            if (cause instanceof MediaException) {
                break;
            }
        }
        return told.getMessage() == null ? told.toString() : told.getMessage();
    }
}
