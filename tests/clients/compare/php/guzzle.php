<?php
// Guzzle.
require '/usr/share/php/GuzzleHttp/autoload.php';
require __DIR__ . '/lines.php';

serve(function (string $url): int {
    $client = new GuzzleHttp\Client(['verify' => false, 'timeout' => 5, 'allow_redirects' => false]);
    return $client->request('GET', $url)->getStatusCode();
});
