// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.roots;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.collect.JobRoot;
import io.multimodal.store.collect.JobRoots;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.runtime.Stores;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A submission of a job, which stays the same when the job or the job manager fails over.
 *
 * @param id new for each submission
 * @param job its name
 * @param stores the URIs of its stores by their names; no secret
 */
record Run(UUID id, String job, Map<String, String> stores) implements Serializable {
    private static final Logger LOG = LoggerFactory.getLogger(Run.class);

    Run {
        stores = new TreeMap<>(stores);
    }

    /**
     * Makes a root in each store in which something can be collected: in all of them or in none.
     * Blocks.
     *
     * @param purpose what stands before the job's name, for people
     * @param predecessors the roots of the checkpoint that is restored
     */
    List<NamedRoot> make(String purpose, List<JobRoot> predecessors) throws StoreException {
        List<NamedRoot> made = new ArrayList<>();
        List<JobRoot> unknown = new ArrayList<>(predecessors);
        boolean all = false;
        try {
            for (Map.Entry<String, String> store : stores.entrySet()) {
                makeIn(store.getKey(), store.getValue(), purpose, unknown).ifPresent(made::add);
            }
            if (!unknown.isEmpty()) {
                throw new RefusedException(
                        "The checkpoint of the job '%s' refers to objects in a store that is not configured: its root %s is none of the stores %s; configure that store as 'multimodal.stores.<name>.uri'"
                                .formatted(job, unknown.get(0), stores.keySet()));
            }
            all = true;
            return List.copyOf(made);
        } finally {
            if (!all) {
                release(made);
            }
        }
    }

    private Optional<NamedRoot> makeIn(
            String name, String uri, String purpose, List<JobRoot> predecessors)
            throws StoreException {
        try (ObjectStore store = Stores.open(URI.create(uri))) {
            Optional<JobRoots> roots = rootsOf(store);
            if (roots.isEmpty()) {
                return Optional.empty();
            }
            int id = store.root().storeId();
            List<JobRoot> here = predecessors.stream().filter(r -> r.storeId() == id).toList();
            JobRoot root = roots.get().make(purpose + "job " + job + ", run " + this.id, here);
            predecessors.removeAll(here);
            LOG.info("{}job '{}' has the root {} in the store '{}'", purpose, job, root, name);
            return Optional.of(new NamedRoot(name, root));
        }
    }

    /** Empty where nothing is ever collected, so that nothing has to be kept. */
    private static Optional<JobRoots> rootsOf(ObjectStore store) throws StoreException {
        try {
            return Optional.of(JobRoots.of(store));
        } catch (RefusedException e) {
            return Optional.empty();
        }
    }

    /** Releases roots. One that cannot be released keeps what it keeps, and the log says so. */
    void release(List<NamedRoot> roots) {
        end(roots, Duration.ZERO);
    }

    /**
     * Releases roots when others are in their place that keep the same for some time. One that
     * cannot be released keeps what it keeps, and the log says so.
     *
     * @param retention how long; none are put in their place if it is zero
     */
    void end(List<NamedRoot> roots, Duration retention) {
        for (NamedRoot root : roots) {
            try (ObjectStore store = Stores.openExisting(URI.create(stores.get(root.store())))) {
                if (retention.isZero()) {
                    JobRoots.of(store).release(root.root());
                    LOG.info("Released {}, the root of the job '{}'", root.name(), job);
                } else {
                    String owner = "output of job " + job + ", run " + id;
                    Optional<JobRoot> kept =
                            JobRoots.of(store).endAfter(root.root(), owner, retention);
                    LOG.info(
                            "{} is in the place of {}, the root of the job '{}', for {}",
                            kept.map(JobRoot::name).orElse("Nothing"),
                            root.name(),
                            job,
                            retention);
                }
            } catch (StoreException | RuntimeException e) {
                LOG.warn(
                        "Cannot release {}, the root of the job '{}' in the store '{}': nothing is collected that it keeps until it is released by hand",
                        root.name(),
                        job,
                        root.store(),
                        e);
            }
        }
    }
}
