#!/usr/bin/env python3
"""How long bin/sql and bin/demo take until they are done, and how much memory jobs in bin/sql hold: whole processes, from outside.

bin/bench start [ROUNDS]                SHOW MODULES, SELECT 1 and the demo on remembered images, beside a Java program that does nothing
bin/bench memory PHOTOS [AUDIO]         two jobs at -Xmx400m over folders of photos and of audio, and the most memory that was resident
"""
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time

HOME = os.path.abspath(os.path.join(os.path.dirname(__file__), '..', '..'))
SQL, DEMO = (os.path.join(HOME, 'bin', name) for name in ('sql', 'demo'))


def run(command, **environment):
    """Seconds that a command takes, which must succeed, and the largest resident size in MB of a process so far."""
    begin = time.monotonic()
    done = subprocess.run(command, env={**os.environ, **environment}, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        sys.exit('%s ended with %d:\n%s' % (' '.join(command), done.returncode, done.stdout))
    return time.monotonic() - begin, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def script(folder, text):
    path = os.path.join(folder, 'script.sql')
    with open(path, 'w') as file:
        file.write(text)
    return [SQL, '-f', path]


def start(rounds):
    with tempfile.TemporaryDirectory() as folder:
        for what, command in (
                ('a Java program that does nothing', ['java', '-Xshare:auto', '-version']),
                ('SHOW MODULES', lambda: script(folder, 'SHOW MODULES;')),
                ('SELECT 1', lambda: script(folder, 'SELECT 1;')),
                ('bin/demo, everything remembered', [DEMO])):
            command = command() if callable(command) else command
            run(command)  # builds, archives classes and remembers
            times = [run(command)[0] for _ in range(rounds)]
            print('%-34s %6.2f s  (%.2f to %.2f, %d rounds)'
                  % (what, statistics.median(times), min(times), max(times), rounds), flush=True)


JOBS = {
    'photos to tensors of 224 x 224': ('IMAGE', 'MATERIALIZE(IMAGE_TO_TENSOR(IMAGE_RESIZE(m, 224, 224)))'),
    'audio to tensors of 16 kHz mono': ('AUDIO', 'MATERIALIZE(AUDIO_TO_TENSOR(AUDIO_MIX_DOWN(AUDIO_RESAMPLE(m, 16000))))'),
}


def memory(folders):
    for (what, (kind, expression)), media in zip(JOBS.items(), folders):
        with tempfile.TemporaryDirectory() as folder:
            command = script(folder, f"""
                SET 'multimodal.stores.main.uri' = 'file://{folder}/store';
                CREATE TABLE media (m {kind}) WITH ('connector' = 'media', 'path' = '{os.path.abspath(media)}');
                CREATE TABLE done (t TENSOR) WITH ('connector' = 'blackhole');
                INSERT INTO done SELECT {expression} FROM media;
                """)
            # A process of its own each time: the largest size is that of all children so far.
            child = os.fork()
            if child == 0:
                seconds, megabytes = run(command, SQL_JAVA_OPTS='-Xmx400m')
                print('%-34s %5.0f MB resident at most, %.0f s, %d files'
                      % (what, megabytes, seconds, len(os.listdir(media))), flush=True)
                os._exit(0)
            if os.waitpid(child, 0)[1]:
                sys.exit(1)


if __name__ == '__main__':
    arguments = sys.argv[1:]
    if arguments[:1] == ['start'] and len(arguments) <= 2:
        start(int(arguments[1]) if len(arguments) == 2 else 5)
    elif arguments[:1] == ['memory'] and 2 <= len(arguments) <= 3:
        memory(arguments[1:])
    else:
        print(__doc__, file=sys.stderr)
        sys.exit(2)
