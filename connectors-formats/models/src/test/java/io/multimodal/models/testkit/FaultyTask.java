// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.testkit;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.multimodal.media.MediaRuntime;
import io.multimodal.models.spi.FloatRow;
import io.multimodal.models.spi.InputRow;
import io.multimodal.models.spi.ModelBinding;
import io.multimodal.models.spi.ModelOutput;
import io.multimodal.models.spi.ModelSource;
import io.multimodal.models.spi.ModelTask;
import io.multimodal.models.spi.ModelTaskFactory;
import io.multimodal.models.spi.PlannedTask;
import io.multimodal.models.spi.PreparedRow;
import io.multimodal.models.spi.TaskContext;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.types.ImageType;
import io.multimodal.types.program.ImageSize;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.LogicalType;

/** A task that breaks all promises but to be made and to be the same again. */
final class FaultyTask extends ModelTaskContract {
    @Override
    protected ModelTaskFactory factory() {
        return new Factory();
    }

    @Override
    protected ModelSource model() {
        return new FaultyProvider.Model(FaultyProvider.Fault.NONE, 0, new AtomicBoolean());
    }

    @Override
    protected List<Map<String, String>> otherOptions() {
        return List.of(Map.of("size", "2"));
    }

    @Override
    protected List<ModelOutput> wrongOutputs() {
        return List.of(ModelOutput.of(FloatBuffer.allocate(1), 1));
    }

    /** Is in no service file, has an option of the runtime, and looks at no signature. */
    private static final class Factory implements ModelTaskFactory {
        @Override
        public String name() {
            return "faulty";
        }

        @Override
        public Set<ConfigOption<?>> options() {
            return Set.of(key("cache").booleanType().noDefaultValue());
        }

        @Override
        public PlannedTask plan(TaskContext context) {
            var signature = context.signature();
            ModelBinding binding =
                    new ModelBinding(
                            signature.inputs().get(0), ModelBinding.ANY, signature.outputs());
            return new PlannedTask(new Task(), binding);
        }
    }

    /** Writes nothing, has inputs of many shapes without saying so, gives a float for a bigint. */
    private static final class Task implements ModelTask {
        @Override
        public List<LogicalType> inputTypes() {
            return List.of(ImageType.TYPE.logicalType());
        }

        @Override
        public List<LogicalType> outputTypes() {
            return List.of(new BigIntType());
        }

        @Override
        public PreparedRow prepare(InputRow row, MediaRuntime media)
                throws IOException, InvalidReferenceException {
            ImageSize size = media.images().size(row.image(0).reference());
            return new FloatRow() {
                @Override
                public int[] shape() {
                    return new int[] {3, size.height(), size.width()};
                }

                @Override
                public void write(FloatBuffer target) {
                    // Leaves what is there.
                }

                @Override
                public RowData decode(ModelOutput output) {
                    return GenericRowData.of(1f);
                }
            };
        }

        @Override
        public String identity() {
            return "faulty 1";
        }
    }
}
