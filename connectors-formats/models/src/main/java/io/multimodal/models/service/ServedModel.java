// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.service;

import io.multimodal.models.runtime.RowInference;
import io.multimodal.store.runtime.StoreRuntime;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.FailurePolicy;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.flink.table.data.RowData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A model that runs in a service: all callers share it, and their rows share batches. */
final class ServedModel implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServedModel.class);

    private final ServiceModel model;
    private final List<InputColumn> inputs;
    private final OutputColumns outputs;
    private final StoreRuntime stores;
    private final RowInference inference;

    private ServedModel(ServiceModel model, StoreRuntime stores, RowInference inference) {
        this.model = model;
        this.inputs = model.columns().inputs().stream().map(InputColumn::of).toList();
        this.outputs = new OutputColumns(model.columns().outputs());
        this.stores = stores;
        this.inference = inference;
    }

    /** Loads it and runs it warm. Blocks. */
    static ServedModel open(ServiceModel model, MetricGroup metrics) throws IOException {
        StoreRuntime stores = StoreRuntime.acquire(model.model().config().store());
        boolean opened = false;
        try {
            RowInference inference = RowInference.open(model.model(), metrics);
            opened = true;
            return new ServedModel(model, stores, inference);
        } finally {
            if (!opened) {
                stores.close();
            }
        }
    }

    ServiceModel model() {
        return model;
    }

    /** The metadata of the protocol; the parameters are what our clients look for. */
    ObjectNode metadata() {
        ObjectNode json = InferRequest.JSON.createObjectNode().put("name", model.name());
        json.putArray("versions").add(model.version());
        json.put("platform", "flink-multimodal");
        ArrayNode tensors = json.putArray("inputs");
        for (InputColumn input : inputs) {
            ObjectNode tensor =
                    tensors.addObject()
                            .put("name", input.column().name())
                            .put("datatype", input.datatype().name());
            ArrayNode shape = tensor.putArray("shape").add(-1);
            if (input.isArray()) {
                shape.add(-1);
            }
            ObjectNode parameters = tensor.putObject("parameters").put("sql_type", input.sqlType());
            if (input.media().isPresent()) {
                parameters.put("content_type", "reference");
            }
        }
        outputs.describe(json.putArray("outputs"));
        return json;
    }

    /** Computes the rows of a request. Blocks. */
    ServiceReply infer(byte[] body, Optional<String> headerBytes, int maxRows)
            throws RefusedRequestException, InterruptedException {
        InferRequest request =
                InferRequest.read(body, headerBytes, inputs, stores.referenceCodec(), maxRows);
        List<CompletableFuture<RowData>> running =
                request.rows().stream().map(inference::infer).toList();
        List<RowData> rows = new ArrayList<>();
        for (int i = 0; i < running.size(); i++) {
            try {
                rows.add(running.get(i).get());
            } catch (ExecutionException e) {
                throw failed(i, running.size(), e.getCause());
            }
        }
        return ServiceReply.of(request, model, outputs.tensors(request, rows));
    }

    /** The message is one sentence; what is behind it is in the log. */
    private RefusedRequestException failed(int row, int rows, Throwable failure) {
        String which = rows == 1 ? "The row" : "Row " + (row + 1) + " of " + rows;
        MediaException innermost = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            innermost = cause instanceof MediaException bad ? bad : innermost;
        }
        if (innermost != null) {
            return new RefusedRequestException(
                    innermost.code() == ErrorCode.UNREACHABLE ? 503 : 422,
                    which
                            + ": "
                            + innermost.code()
                            + ": "
                            + FailurePolicy.withoutRemedy(innermost.getMessage()));
        }
        LOG.warn("Model {} has failed", model.name(), failure);
        String message = failure.getMessage();
        return new RefusedRequestException(
                500,
                which
                        + " cannot be predicted: "
                        + (failure instanceof IOException || message == null
                                ? message
                                : failure.getClass().getSimpleName())
                        + "; the log of the service has the reason");
    }

    /** Waits for the rows that run. */
    @Override
    public void close() throws IOException {
        try (stores) {
            inference.close();
        }
    }
}
