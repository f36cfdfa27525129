<?php
// Calls `attempt` with one URL for each line, and answers "answered MESSAGE" or "failed ERROR". A line with a JSON object
// sets the environment for the next lines: PHP's own, and that of the process, which libcurl reads.

function become(array $environment): void
{
    foreach (array_keys(getenv()) as $name) {
        putenv($name);
    }
    $_SERVER = [];
    foreach ($environment as $name => $value) {
        putenv("$name=$value");
        $_SERVER[$name] = $value;
    }
}

function serve(callable $attempt): void
{
    while (($line = fgets(STDIN)) !== false) {
        $url = rtrim($line, "\n");
        if ($url[0] === '{') {
            become(json_decode($url, true));
            continue;
        }
        try {
            $said = 'answered ' . $attempt($url);
        } catch (Throwable $error) {
            $said = 'failed ' . $error->getMessage();
        }
        echo strtr($said, "\r\n", '  ') . "\n";
    }
}
