// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.signature;

import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.runtime.StoreRuntime;
import io.multimodal.types.check.DeclaredValue;
import io.multimodal.types.config.MultimodalConfig;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.FailurePolicy;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.failure.OnError;
import java.io.IOException;
import java.util.HexFormat;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * Where references enter SQL: from rows, sources, DataStreams, functions and models of others. A
 * signature is verified and taken off. Where one is required, a reference without it is REFUSED:
 * what follows is up to {@code multimodal.on-error}, and {@code TRY_CAST} gives NULL.
 */
public final class VerifiedReferences extends BorderFunction {
    private static final long serialVersionUID = 1L;
    private static final String NAME = "the check of signatures";
    private static final int SHOWN_BYTES = 64;

    @Override
    PlannedCrossing planned(LogicalType type, MultimodalConfig config) {
        return new Planned(type, config);
    }

    /** In a job. */
    public static final class Planned extends PlannedCrossing {
        private static final long serialVersionUID = 1L;

        private transient FailurePolicy failures;
        private transient StoreRuntime stores;

        private Planned(LogicalType type, MultimodalConfig config) {
            super(type, config);
        }

        @Override
        public void open(FunctionContext context) throws Exception {
            super.open(context);
            if (isOpen() || !isNullable()) {
                failures = FailurePolicy.failing(NAME);
            } else if (config().onError() == OnError.DEAD_LETTER) {
                stores = StoreRuntime.acquire(config().store());
                failures = config().failurePolicy(NAME, stores.main().records());
            } else {
                failures = config().failurePolicy(NAME);
            }
        }

        @Override
        public void close() throws Exception {
            if (stores != null) {
                stores.close();
                stores = null;
            }
        }

        @Override
        protected Object checked(Object value, DeclaredValue media, boolean orNull)
                throws IOException {
            try {
                return crossed(value, media);
            } catch (UnverifiedException e) {
                if (!orNull) {
                    failures.onFailure(
                            e.reference(),
                            new MediaException(ErrorCode.REFUSED, e.getMessage(), e.getCause()));
                }
                return null;
            }
        }

        @Override
        byte[] crossing(byte[] object) throws IOException {
            try {
                return referenceCodec().fromBytes(object).toBytes();
            } catch (InvalidReferenceException | IOException e) {
                int shown = Math.min(object.length, SHOWN_BYTES);
                throw new UnverifiedException(HexFormat.of().formatHex(object, 0, shown), e);
            }
        }
    }

    /** A reference that is not let in. */
    private static final class UnverifiedException extends IOException {
        private static final long serialVersionUID = 1L;

        private final String reference;

        UnverifiedException(String reference, Exception why) {
            super(why.getMessage(), why);
            this.reference = reference;
        }

        String reference() {
            return reference;
        }
    }
}
