<?php
// Symfony's HttpClient, by curl.
require '/usr/share/php/Symfony/Component/HttpClient/autoload.php';
require __DIR__ . '/lines.php';

serve(function (string $url): int {
    $options = ['verify_peer' => false, 'verify_host' => false, 'timeout' => 5, 'max_redirects' => 0];
    return (new Symfony\Component\HttpClient\CurlHttpClient($options))->request('GET', $url)->getStatusCode();
});
