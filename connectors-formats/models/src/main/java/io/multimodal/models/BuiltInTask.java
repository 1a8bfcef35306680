// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.models.spi.ModelTaskFactory;
import io.multimodal.models.spi.PlannedTask;
import io.multimodal.models.spi.TaskContext;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;

/** The tasks that are there without another jar; found by service file as any other one. */
abstract class BuiltInTask implements ModelTaskFactory {
    private final String name;

    private BuiltInTask(String name) {
        this.name = name;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Set<ConfigOption<?>> options() {
        return OnnxModelOptions.OF_TASKS;
    }

    /** The task {@code text-detection}. */
    public static final class TextDetection extends BuiltInTask {
        /** For the service file. */
        public TextDetection() {
            super("text-detection");
        }

        @Override
        public PlannedTask plan(TaskContext context) {
            return new TaskOptions(context).textDetectionTask();
        }
    }

    /** The task {@code text-recognition}. */
    public static final class TextRecognition extends BuiltInTask {
        /** For the service file. */
        public TextRecognition() {
            super("text-recognition");
        }

        @Override
        public PlannedTask plan(TaskContext context) {
            return new TaskOptions(context).textRecognitionTask();
        }
    }

    /** The task {@code text-orientation}. */
    public static final class TextOrientation extends BuiltInTask {
        /** For the service file. */
        public TextOrientation() {
            super("text-orientation");
        }

        @Override
        public PlannedTask plan(TaskContext context) {
            return ColumnsPlan.ofLines(context).classification("0,180");
        }
    }

    /** The task {@code classification}. */
    public static final class Classification extends BuiltInTask {
        /** For the service file. */
        public Classification() {
            super("classification");
        }

        @Override
        public PlannedTask plan(TaskContext context) {
            return new ColumnsPlan(context).classification("");
        }
    }

    /** The task {@code tensor}. */
    public static final class Tensor extends BuiltInTask {
        /** For the service file. */
        public Tensor() {
            super("tensor");
        }

        @Override
        public PlannedTask plan(TaskContext context) {
            return new ColumnsPlan(context).tensor();
        }
    }

    /** The task {@code text-embedding}. */
    public static final class TextEmbedding extends BuiltInTask {
        /** For the service file. */
        public TextEmbedding() {
            super("text-embedding");
        }

        @Override
        public PlannedTask plan(TaskContext context) {
            return new ColumnsPlan(context).textEmbedding();
        }
    }

    /** The task {@code speech-segments}. */
    public static final class SpeechSegments extends BuiltInTask {
        /** For the service file. */
        public SpeechSegments() {
            super("speech-segments");
        }

        @Override
        public PlannedTask plan(TaskContext context) {
            return new SpeechOptions(context.options()).plan(context.signature());
        }
    }
}
