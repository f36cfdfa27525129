<?php
// Composer's downloader, as its commands use it. It tries again where a connection fails; once is enough here.
require '/usr/share/php/Composer/autoload.php';
require __DIR__ . '/lines.php';

use Composer\Config;
use Composer\IO\NullIO;
use Composer\Util\Http\ProxyManager;
use Composer\Util\HttpDownloader;

function try_once(HttpDownloader $downloader): void
{
    $curl = (new ReflectionProperty(HttpDownloader::class, 'curl'))->getValue($downloader);
    (new ReflectionProperty($curl, 'maxRetries'))->setValue($curl, 0);
}

serve(function (string $url): int {
    ProxyManager::reset();
    $config = new Config(false);
    $config->merge(['config' => ['secure-http' => false]]);
    $options = ['ssl' => ['verify_peer' => false, 'verify_peer_name' => false], 'http' => ['follow_location' => 0]];
    $downloader = new HttpDownloader(new NullIO(), $config, $options);
    try_once($downloader);
    return $downloader->get($url)->getStatusCode();
});
