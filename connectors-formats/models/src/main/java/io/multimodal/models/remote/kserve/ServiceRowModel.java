// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.remote.kserve;

import io.multimodal.models.remote.Endpoints;
import io.multimodal.models.remote.RemoteClient;
import io.multimodal.models.remote.RemoteMeter;
import io.multimodal.models.remote.RemoteOptions;
import io.multimodal.models.runtime.ModelCounters;
import io.multimodal.models.runtime.PlanningFailure;
import io.multimodal.models.runtime.RowComputer;
import io.multimodal.models.runtime.RowModel;
import io.multimodal.models.runtime.SharedReader;
import io.multimodal.models.spi.ModelColumn;
import io.multimodal.models.spi.ModelColumns;
import io.multimodal.models.spi.ModelException;
import io.multimodal.store.ref.ContentId;
import io.multimodal.types.DeclaredType;
import io.multimodal.types.config.MultimodalConfig;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.table.api.ValidationException;

/**
 * A model of a service that takes rows, as planning has checked it.
 *
 * @param options of the statement
 * @param columns that it declares
 * @param described what the service says of it
 */
record ServiceRowModel(
        String name,
        String job,
        MultimodalConfig config,
        Configuration options,
        ModelColumns columns,
        ServiceMetadata described)
        implements RowModel {
    /** Asks the service, and compares the columns. Blocks. */
    static ServiceRowModel plan(
            String name,
            String job,
            MultimodalConfig config,
            Configuration options,
            ModelColumns columns) {
        try {
            ServiceMetadata described = describe(options);
            ServiceRowModel model =
                    new ServiceRowModel(name, job, config, options, columns, described);
            model.check("INPUT", columns.inputs(), described.inputs());
            model.check("OUTPUT", columns.outputs(), described.outputs());
            return model;
        } catch (ModelException e) {
            throw PlanningFailure.of(e);
        }
    }

    private static ServiceMetadata describe(Configuration options) throws ModelException {
        try (RemoteClient client =
                new RemoteClient(
                        new Endpoints(KServeProvider.endpoints(options)),
                        KServeProvider.settings(options).forPlanning(),
                        new RemoteMeter(new UnregisteredMetricsGroup()))) {
            return Answers.await(
                    client.ask(
                            new ServiceMetadataExchange(
                                    KServeProvider.path(
                                            options,
                                            options.getOptional(KServeModelOptions.MODEL_VERSION)),
                                    client)));
        }
    }

    private void check(String part, List<ModelColumn> declared, List<String> served) {
        List<String> types = declared.stream().map(ServiceRowModel::word).toList();
        if (!types.equals(served)) {
            throw new ValidationException(
                    "The service has the model %s with %s (%s), but it is declared with %s (%s)"
                            .formatted(
                                    options.get(KServeModelOptions.MODEL),
                                    part,
                                    String.join(", ", served),
                                    part,
                                    String.join(", ", types)));
        }
    }

    /** Parameters of a multimodal type are checked where the value is made. */
    private static String word(ModelColumn column) {
        return DeclaredType.of(column.type())
                .map(declared -> declared.type().word())
                .orElseGet(column::sqlType);
    }

    /** All replicas are asked for the version that planning has seen. */
    ModelPath path() {
        return KServeProvider.path(options, Optional.of(described.version()));
    }

    @Override
    public String digest() {
        return ContentId.hash("service 1\n" + path()).hex();
    }

    /** The service does so itself, for all its callers. */
    @Override
    public boolean isRemembered() {
        return false;
    }

    @Override
    public int rowsInFlight() {
        return options.get(RemoteOptions.MAX_REQUESTS) * KServeProvider.endpoints(options).size();
    }

    @Override
    public RowComputer open(SharedReader reader, ModelCounters counters, MetricGroup metrics) {
        return new ServiceRows(this, reader, metrics);
    }
}
